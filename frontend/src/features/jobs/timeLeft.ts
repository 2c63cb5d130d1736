/** Time left of a job: the service's own figure, else its pace so far; it falls at will and rises only after a while. */

import type { Progress } from "../../api/types";

const SETTLE_MS = 10_000;
/** Below this share nothing is known of the pace. */
const LEAST_PERCENT = 4;
const LEAST_MS = 4_000;

export class Estimate {
  private began: { at: number; percent: number } | null = null;
  private shown: { seconds: number; at: number } | null = null;
  private worseSince: number | null = null;

  /** Seconds left at `at` (ms), or null while nothing can be said. */
  next(progress: Progress, at: number): number | null {
    const fresh = progress.secondsLeft ?? this.byPace(progress.percent, at);
    if (fresh === null) return null;
    const running = this.shown ? Math.max(0, this.shown.seconds - (at - this.shown.at) / 1_000) : null;
    if (running !== null && fresh > running) {
      this.worseSince ??= at;
      if (at - this.worseSince < SETTLE_MS) return running;
    }
    this.worseSince = null;
    this.shown = { seconds: fresh, at };
    return fresh;
  }

  private byPace(percent: number, at: number): number | null {
    this.began ??= { at, percent };
    const gained = percent - this.began.percent;
    const spent = at - this.began.at;
    if (gained < LEAST_PERCENT || spent < LEAST_MS) return null;
    return ((100 - percent) * spent) / gained / 1_000;
  }
}
