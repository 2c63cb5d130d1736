/** Key frames along the axis: neighbours that are too narrow merge, and the best of them stands for all. */

import type { StripScene } from "./model";
import { type Scale, toX } from "./scale";

/** Width by height of a picture that may still be cropped. */
const WIDEST = 2;

export interface Thumb {
  x: number;
  width: number;
  /** The scene whose key frame is shown. */
  scene: StripScene;
  /** How many scenes it stands for. */
  count: number;
}

/** Cells in sight, each at least `least` pixels wide where the film has that many. */
export function thumbs(scenes: readonly StripScene[], scale: Scale, least: number): Thumb[] {
  const seen = scenes.filter((scene) => scene.end > scale.from && scene.start < scale.to);
  const groups: StripScene[][] = [];
  let open: StripScene[] = [];
  for (const scene of seen) {
    open.push(scene);
    if (widthOf(open, scale) >= least) {
      groups.push(open);
      open = [];
    }
  }
  const last = groups.at(-1);
  if (open.length > 0 && last) last.push(...open);
  else if (open.length > 0) groups.push(open);
  return groups.flatMap((group) => cell(group, scale));
}

function widthOf(group: readonly StripScene[], scale: Scale): number {
  const [first, last] = [group[0], group.at(-1)];
  return first && last ? toX(scale, last.end) - toX(scale, first.start) : 0;
}

/** Not clipped to what is in sight: a picture must not shift while the axis is moved. */
function cell(group: readonly StripScene[], scale: Scale): Thumb[] {
  const first = group[0];
  if (!first) return [];
  const best = group.reduce((found, scene) => (worth(scene) > worth(found) ? scene : found));
  return [{ x: toX(scale, first.start), width: widthOf(group, scale), scene: best, count: group.length }];
}

/** A scene with a picture stands before one without, then by score. */
function worth(scene: StripScene): number {
  return (scene.picture === null ? 0 : 10) + (scene.score ?? -1);
}

/** How many times a picture of `height` stands side by side in a cell: rather repeated than cut to a slit. */
export function repeats(width: number, height: number): number {
  return Math.max(1, Math.round(width / (height * WIDEST)));
}
