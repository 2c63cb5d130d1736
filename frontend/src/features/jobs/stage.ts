/** What the players, the film strip and the keys of a job's page tell one another. */

import type { TrailerId } from "../../api/types";

export interface PlayerHandle {
  /** From `at`, in seconds of the trailer, or from where it stands. */
  play: (at?: number) => void;
  pause: () => void;
  seek: (at: number) => void;
}

/** The trailer that plays, or played last. */
export interface Playhead {
  trailer: TrailerId | null;
  /** Seconds of that trailer. */
  at: number;
  playing: boolean;
}

const AT_REST: Playhead = { trailer: null, at: 0, playing: false };

/** One sound on a page: a player that starts pauses the others. */
export class Stage {
  private readonly players = new Map<TrailerId, PlayerHandle>();
  private readonly listeners = new Set<() => void>();
  private playhead: Playhead = AT_REST;

  /** A player that is there; call what comes back when it goes. */
  readonly register = (trailer: TrailerId, handle: PlayerHandle): (() => void) => {
    this.players.set(trailer, handle);
    return () => {
      if (this.players.get(trailer) === handle) this.players.delete(trailer);
    };
  };

  readonly play = (trailer: TrailerId, at?: number): void => this.players.get(trailer)?.play(at);

  readonly seek = (trailer: TrailerId, at: number): void => this.players.get(trailer)?.seek(at);

  /** By players: where they are, on every `timeupdate`, `play`, `pause` and `seeked`. */
  readonly report = (now: Playhead): void => {
    const starts = now.playing && !(this.playhead.playing && this.playhead.trailer === now.trailer);
    if (!now.playing && this.playhead.playing && this.playhead.trailer !== now.trailer) return;
    this.playhead = now;
    if (starts) this.pauseOthers(now.trailer);
    this.listeners.forEach((listener) => listener());
  };

  /** The same object until something changes, as useSyncExternalStore wants it. */
  readonly now = (): Playhead => this.playhead;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private pauseOthers(playing: TrailerId | null): void {
    this.players.forEach((handle, trailer) => {
      if (trailer !== playing) handle.pause();
    });
  }
}
