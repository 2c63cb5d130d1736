/** What the film strip draws, in seconds of the film. */

import { trailerNumber } from "../../api/trailers";
import type { TrailerId } from "../../api/types";

export interface Range {
  start: number;
  end: number;
}

export interface StripScene extends Range {
  /** Place in source order, from 0. */
  index: number;
  id: string;
  /** As people call it, `23`. */
  number: string;
  /** Address of the key frame; null until it is made. */
  picture: string | null;
  /** 0 to 1; null where it was not scored. */
  score: number | null;
  /** 1 is best; null where it was not scored. */
  rank: number | null;
  /** Why no trailer may use it, or null. */
  keptOut: string | null;
}

export interface StripClip extends Range {
  sceneId: string;
  /** In the trailer; null until its timeline stands. */
  in: number | null;
  out: number | null;
  /** Length of the mix with the clip before; 0 where it begins with a cut. */
  mix: number;
}

export interface StripLane {
  id: TrailerId;
  /** Empty until it is known. */
  name: string;
  clips: readonly StripClip[];
  /** Wanted shares of early, middle and late, 0 to 1; null until they are known. */
  shares: readonly [number, number, number] | null;
}

export interface Intensity {
  secondsPerValue: number;
  /** 0 to 1. */
  values: readonly number[];
}

export interface Strip {
  duration: number;
  scenes: readonly StripScene[];
  /** How many scenes have a rank. */
  ranked: number;
  /** The primary first. */
  lanes: readonly StripLane[];
  intensity: Intensity | null;
  simulated: boolean;
}

/** How a lane is called in a few letters: 1 to 4, P for the primary. */
export function laneMark(id: TrailerId): string {
  return String(trailerNumber(id) ?? "P");
}

/** Seconds that two ranges have in common. */
export function sharedSeconds(a: Range, b: Range): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** Index of the scene at a second of the film, by binary search; -1 where there is none. */
export function sceneAt(scenes: readonly Range[], second: number): number {
  let low = 0;
  let high = scenes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const scene = scenes[middle];
    if (!scene || second < scene.start) high = middle - 1;
    else if (second >= scene.end) low = middle + 1;
    else return middle;
  }
  const last = scenes.at(-1);
  return last && second >= last.end ? scenes.length - 1 : -1;
}
