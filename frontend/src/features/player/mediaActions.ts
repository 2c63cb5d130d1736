/** What can be asked of a player, by its buttons, its keys, or the transport of two. */

export type MediaAction =
  | { do: "play" | "pause" | "toggle" | "mute" | "captions" | "fullscreen" }
  | { do: "seek"; to: number }
  | { do: "skip"; by: number }
  | { do: "frame"; by: 1 | -1 };

export type Act = (action: MediaAction) => void;

export interface Facts {
  /** Length, known before the file is loaded. */
  seconds: number;
  /** Frames a second. */
  rate: number;
}

/** The second that an action leads to; null for actions that do not move. */
export function target(action: MediaAction, now: number, { seconds, rate }: Facts): number | null {
  const to =
    action.do === "seek"
      ? action.to
      : action.do === "skip"
        ? now + action.by
        : action.do === "frame"
          ? // Half a frame in, so that rounding does not show its neighbour.
            (Math.round(now * rate - 0.5) + action.by + 0.5) / rate
          : null;
  return to === null ? null : Math.min(seconds, Math.max(0, to));
}

/** Plays; a browser that refuses says so by `pause`. */
export function start(video: HTMLMediaElement): void {
  video.play().catch(() => video.pause());
}

/** Carries out what concerns the media element itself. */
export function perform(video: HTMLMediaElement, action: MediaAction, facts: Facts): void {
  const to = target(action, video.currentTime, facts);
  if (action.do === "frame") video.pause();
  if (to !== null) video.currentTime = to;
  else if (action.do === "play" || (action.do === "toggle" && video.paused)) start(video);
  else if (action.do === "pause" || action.do === "toggle") video.pause();
  else if (action.do === "mute") video.muted = !video.muted;
}
