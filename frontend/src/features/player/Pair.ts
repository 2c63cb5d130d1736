/** Two players with one transport: they start together, stay in step, and one of them has the sound. */

import { correction } from "./drift";
import { start } from "./mediaActions";
import { Ticker } from "./ticker";

export interface PairState {
  playing: boolean;
  /** Wanted to play, but one of the two has nothing to show yet. */
  waiting: boolean;
  /** Which has the sound: 0 left, 1 right. */
  sound: 0 | 1;
}

type Two = readonly [HTMLMediaElement, HTMLMediaElement];

/** A seek must have time to take effect before the next is judged. */
const REST_MS = 700;

export class Pair {
  readonly ticker = new Ticker();
  private state: PairState = { playing: false, waiting: false, sound: 0 };
  private media: Two | null = null;
  private asked = 0;
  private corrected = 0;
  private readonly listeners = new Set<() => void>();

  readonly now = (): PairState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The two elements; call what comes back when they go. */
  readonly attach = (left: HTMLMediaElement, right: HTMLMediaElement): (() => void) => {
    this.media = [left, right];
    this.spread();
    return () => {
      cancelAnimationFrame(this.asked);
      this.media = null;
      this.set({ playing: false, waiting: false });
    };
  };

  readonly toggle = (): void => (this.state.playing ? this.pause() : this.play());

  readonly play = (): void => {
    if (!this.media || this.state.playing) return;
    if (this.media.every(isOver)) this.seek(0);
    const second = Math.max(...this.media.map((one) => one.currentTime));
    this.seek(second);
    for (const one of this.media) one.preload = "auto";
    this.set({ playing: true, waiting: true });
    this.follow();
  };

  readonly pause = (): void => {
    cancelAnimationFrame(this.asked);
    this.media?.forEach((one) => one.pause());
    this.set({ playing: false, waiting: false });
  };

  /** Both; the shorter one stays on its last picture. */
  readonly seek = (second: number): void => {
    for (const one of this.media ?? []) {
      const end = Number.isFinite(one.duration) ? one.duration : second;
      one.currentTime = Math.max(0, Math.min(second, end));
    }
    this.ticker.set(Math.max(0, second));
  };

  readonly hear = (sound: 0 | 1): void => {
    this.set({ sound });
    this.spread();
  };

  private spread(): void {
    this.media?.forEach((one, side) => (one.muted = side !== this.state.sound));
  }

  /** Each frame while they play. */
  private follow(): void {
    const media = this.media;
    if (!media) return;
    if (media.every(isOver)) {
      this.pause();
      return;
    }
    const ready = media.every((one) => isOver(one) || one.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA);
    if (!ready) {
      media.forEach((one) => one.pause());
      // Metadata at the least has to be asked for.
      media.filter((one) => one.readyState === HTMLMediaElement.HAVE_NOTHING).forEach(load);
    } else {
      for (const one of media) if (one.paused && !isOver(one)) start(one);
      this.keepInStep(media);
    }
    this.set({ waiting: !ready });
    this.ticker.set(Math.max(...media.map((one) => one.currentTime)));
    this.asked = requestAnimationFrame(() => this.follow());
  }

  private keepInStep(media: Two): void {
    const [leader, follower] = this.state.sound === 0 ? media : [media[1], media[0]];
    if (follower.seeking || performance.now() - this.corrected < REST_MS) return;
    const to = correction(sideOf(leader), sideOf(follower));
    if (to === null) return;
    follower.currentTime = to;
    this.corrected = performance.now();
  }

  private set(change: Partial<PairState>): void {
    const next = { ...this.state, ...change };
    if (next.playing === this.state.playing && next.waiting === this.state.waiting && next.sound === this.state.sound)
      return;
    this.state = next;
    this.listeners.forEach((listener) => listener());
  }
}

function isOver(media: HTMLMediaElement): boolean {
  return media.ended || (Number.isFinite(media.duration) && media.currentTime >= media.duration);
}

function sideOf(media: HTMLMediaElement) {
  return { second: media.currentTime, seconds: Number.isFinite(media.duration) ? media.duration : Number.MAX_VALUE };
}

const asked = new WeakSet<HTMLMediaElement>();

function load(media: HTMLMediaElement): void {
  if (asked.has(media)) return;
  asked.add(media);
  media.load();
}
