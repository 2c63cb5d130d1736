/** The strip in words, for those who listen. */

import { clock, count, points } from "../../ui/format";
import type { Strip, StripLane, StripScene } from "./model";
import { takersOf } from "./takers";

const LIST = new Intl.ListFormat("en");

/** `Scene 23 of 64, 4:33 to 4:43, score 60, rank 14, taken by Middle Climax`. */
export function sayScene(strip: Strip, scene: StripScene): string {
  const parts = [`Scene ${scene.number} of ${strip.scenes.length}`, `${clock(scene.start)} to ${clock(scene.end)}`];
  if (scene.keptOut !== null) parts.push(`left out for all, ${scene.keptOut}`);
  else if (scene.score !== null) parts.push(`score ${points(scene.score)}`, `rank ${scene.rank ?? 0}`);
  if (strip.lanes.some((lane) => lane.clips.length > 0)) {
    const names = takersOf(strip, scene).took.map((taker) => taker.name);
    parts.push(names.length > 0 ? `taken by ${LIST.format(names)}` : "taken by none");
  }
  return parts.join(", ");
}

/** `Opening Act, clip 3 of 9, 0:32 to 0:37, scene 5`. */
export function sayClip(lane: StripLane, index: number): string {
  const clip = lane.clips[index];
  if (!clip) return `${lane.name}, ${count(0, "clip")}`;
  const scene = clip.sceneId.replace("_", " ");
  return `${lane.name}, clip ${index + 1} of ${lane.clips.length}, ${clock(clip.start)} to ${clock(clip.end)}, ${scene}`;
}
