/** Where one player is, for those who draw it: they write it into the page themselves, nothing renders. */

export class Ticker {
  private second = 0;
  private readonly listeners = new Set<(second: number) => void>();

  /** Calls at once with the present second, then with each change. */
  readonly subscribe = (listener: (second: number) => void): (() => void) => {
    this.listeners.add(listener);
    listener(this.second);
    return () => this.listeners.delete(listener);
  };

  readonly now = (): number => this.second;

  readonly set = (second: number): void => {
    if (second === this.second) return;
    this.second = second;
    this.listeners.forEach((listener) => listener(second));
  };
}
