/** Whether the service answers. Whoever fails to reach it says so; one question of its own decides. */

import { API_BASE } from "./base";
import type { Health } from "./types";

export interface Connection {
  state: "unknown" | "up" | "down";
  health: Health | null;
  /** When the service was heard last. */
  heardAt: number | null;
  /** When it is asked next, while it is down. */
  nextTryAt: number | null;
}

const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 30_000;
const TRIES_MS = [2_000, 3_000, 4_000, 5_000];

export class ConnectionWatch {
  private current: Connection = { state: "unknown", health: null, heardAt: null, nextTryAt: null };
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private asking = false;

  constructor(
    private readonly ask: () => Promise<Health>,
    private readonly clock: () => number = Date.now,
  ) {}

  readonly now = (): Connection => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Looks now and from then on; the returned function ends it. */
  readonly start = (): (() => void) => {
    void this.look();
    return () => clearTimeout(this.timer);
  };

  /** An answer came, whatever it said. */
  readonly heard = (): void => {
    // No listener needs to know of each answer; a state that changes is another matter.
    this.current = { ...this.current, heardAt: this.clock() };
    if (this.current.state === "down") void this.look();
  };

  /** No answer came: asked at once, since only a second silence means that the service is gone. */
  readonly suspect = (): void => {
    if (this.current.state !== "down") void this.look();
  };

  readonly look = async (): Promise<void> => {
    if (this.asking) return;
    this.asking = true;
    clearTimeout(this.timer);
    try {
      const health = await this.ask();
      this.tries = 0;
      this.set({ state: "up", health, heardAt: this.clock(), nextTryAt: null });
      this.again(LOOK_EVERY_MS);
    } catch {
      const wait = TRIES_MS[Math.min(this.tries, TRIES_MS.length - 1)] ?? LOOK_EVERY_MS;
      this.tries += 1;
      this.set({ ...this.current, state: "down", nextTryAt: this.clock() + wait });
      this.again(wait);
    } finally {
      this.asking = false;
    }
  };

  private again(wait: number): void {
    this.timer = setTimeout(() => void this.look(), wait);
  }

  private set(next: Connection): void {
    this.current = next;
    this.listeners.forEach((listener) => listener());
  }
}

async function askHealth(): Promise<Health> {
  const answer = await fetch(`${API_BASE}/health`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  return (await answer.json()) as Health;
}

export const connection = new ConnectionWatch(askHealth);
