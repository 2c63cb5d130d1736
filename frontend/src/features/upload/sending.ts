/** The states of sending a film, and what a report of progress makes of them. */

import type { Sent } from "../../api/generate";
import type { Trouble } from "../../api/problems";

export type Sending =
  | { phase: "idle" }
  | { phase: "sending"; percent: number; loaded: number; total: number; secondsLeft: number | null }
  /** All is sent; the service looks at the film. */
  | { phase: "handing" }
  | { phase: "done" }
  | { phase: "interrupted"; percent: number; loaded: number; total: number }
  /** The queue is full; sent again by itself at `until`. */
  | { phase: "waiting"; until: number }
  | { phase: "refused"; trouble: Trouble };

export const IDLE: Sending = { phase: "idle" };

/** Nobody should look for a film again, or change its options, in these. */
export function isBusy({ phase }: Sending): boolean {
  return phase === "sending" || phase === "handing" || phase === "done" || phase === "waiting";
}

/** 1 to 99 while bytes go out, and never less than before. */
export function boundedPercent({ loaded, total }: Sent, before: number): number {
  if (!Number.isFinite(total) || total <= 0) return Math.max(1, before);
  return Math.max(before, Math.min(99, Math.max(1, Math.round((100 * loaded) / total))));
}

/** Seconds for the rest at the mean rate so far; null in the first second, which says little. */
export function secondsLeft({ loaded, total }: Sent, elapsedMs: number): number | null {
  if (elapsedMs < 1_000 || loaded <= 0) return null;
  return ((total - loaded) * elapsedMs) / loaded / 1_000;
}

/** The quarter that was passed between two percentages: 25, 50 or 75. */
export function quarterPassed(before: number, now: number): number | null {
  return [75, 50, 25].find((quarter) => before < quarter && now >= quarter) ?? null;
}

const DEFAULT_WAIT_SECONDS = 30;

/** What becomes of a failed attempt. */
export function afterTrouble(trouble: Trouble, last: Sent & { percent: number }, now: number): Sending {
  if (trouble.status === null) return { phase: "interrupted", ...last };
  if (trouble.code === "queue_full") {
    return { phase: "waiting", until: now + 1_000 * (trouble.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS) };
  }
  return { phase: "refused", trouble };
}
