/** Keys of a player that holds the focus. */

import type { MediaAction } from "./mediaActions";

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "target">;

const ACTIONS: Readonly<Record<string, MediaAction>> = {
  " ": { do: "toggle" },
  k: { do: "toggle" },
  j: { do: "skip", by: -10 },
  l: { do: "skip", by: 10 },
  ArrowLeft: { do: "skip", by: -5 },
  ArrowRight: { do: "skip", by: 5 },
  ",": { do: "frame", by: -1 },
  ".": { do: "frame", by: 1 },
  c: { do: "captions" },
  m: { do: "mute" },
  f: { do: "fullscreen" },
  Home: { do: "seek", to: 0 },
  End: { do: "seek", to: Number.MAX_VALUE },
};

/** Null for keys that mean nothing here; Space on a button presses that button. */
export function playerKey(event: Key): MediaAction | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === " " && event.target instanceof Element && event.target.closest("button, a")) return null;
  return ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
