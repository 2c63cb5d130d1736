/** Which scene is in hand: the hovered one, else the chosen one, else the one under the playhead. */

type Listener = () => void;

export class Hand {
  #hovered: number | null = null;
  #chosen: number | null;
  #playing: number | null = null;
  readonly #resting: number;
  readonly #listeners = new Set<Listener>();

  /** `resting` is shown where nothing else is in hand. */
  constructor(resting: number, chosen: number | null = null) {
    this.#resting = resting;
    this.#chosen = chosen;
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Index of the scene in hand. */
  readonly scene = (): number => this.#hovered ?? this.#chosen ?? this.#playing ?? this.#resting;

  /** The scene that stays when the pointer leaves. */
  readonly chosen = (): number | null => this.#chosen;

  readonly isHovered = (): boolean => this.#hovered !== null;

  hover(index: number | null): void {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.#tell();
  }

  choose(index: number | null): void {
    if (index === this.#chosen) return;
    this.#chosen = index;
    this.#tell();
  }

  play(index: number | null): void {
    if (index === this.#playing) return;
    this.#playing = index;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
