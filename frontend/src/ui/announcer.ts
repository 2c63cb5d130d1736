/** What screen readers are told. At most one polite message in ten seconds; the newest replaces the one that waits. */

const REST_MS = 10_000;

export interface Spoken {
  polite: string;
  urgent: string;
}

export class Announcer {
  private spoken: Spoken = { polite: "", urgent: "" };
  private readonly listeners = new Set<() => void>();
  private waiting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly now = (): Spoken => this.spoken;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly say = (message: string): void => {
    if (this.timer === undefined) this.speak(message);
    else this.waiting = message;
  };

  /** Failures do not wait. */
  readonly alarm = (message: string): void => {
    this.set({ ...this.spoken, urgent: message });
  };

  private speak(message: string): void {
    this.set({ ...this.spoken, polite: message });
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const next = this.waiting;
      this.waiting = null;
      if (next !== null) this.speak(next);
    }, REST_MS);
  }

  private set(next: Spoken): void {
    this.spoken = next;
    this.listeners.forEach((listener) => listener());
  }
}

export const announcer = new Announcer();
