/** From a second of a trailer to the second of the film that it shows, and back. */

import type { StripClip } from "./model";

/** Index of the clip that is on screen; of two in a mix, the one that is more than half there. */
export function clipOnScreen(clips: readonly StripClip[], second: number): number {
  let found = -1;
  clips.forEach((clip, index) => {
    if (clip.in !== null && second >= clip.in + (index > 0 ? clip.mix / 2 : 0)) found = index;
  });
  return found < 0 && typeof clips[0]?.in === "number" ? 0 : found;
}

/** Second of the film on screen at a second of the trailer; null where nothing is known. */
export function filmSecond(clips: readonly StripClip[], second: number): number | null {
  const clip = clips[clipOnScreen(clips, second)];
  if (clip?.in == null) return null;
  return Math.min(clip.end, clip.start + Math.max(0, second - clip.in));
}

/** Second of the trailer that shows a second of the film; null where it left it out. */
export function trailerSecond(clips: readonly StripClip[], film: number): number | null {
  const clip = clips.find((one) => one.in !== null && film >= one.start && film < one.end);
  return clip?.in == null ? null : clip.in + film - clip.start;
}

/** Where a trailer begins to show a range of the film; null where it took nothing of it. */
export function trailerStart(clips: readonly StripClip[], start: number, end: number): number | null {
  const clip = clips.find((one) => one.in !== null && one.start < end && one.end > start);
  return clip?.in == null ? null : clip.in + Math.max(0, start - clip.start);
}

/** Seconds of the trailer at which a new clip is on screen, without its beginning. */
export function cutSeconds(clips: readonly StripClip[]): number[] {
  return clips.slice(1).flatMap((clip) => (clip.in === null ? [] : [clip.in + (clip.mix > 0 ? clip.mix / 2 : 0)]));
}
