/** Which trailers took a scene, and what kept the others from it. All of it is read off the plan itself. */

import type { TrailerId } from "../../api/types";
import { laneMark, sharedSeconds, type Range, type Strip, type StripLane, type StripScene } from "./model";

export interface Taker {
  id: TrailerId;
  name: string;
  /** Seconds of the scene that it shows. */
  seconds: number;
}

export interface Leaver {
  id: TrailerId;
  name: string;
  reason: string;
}

export interface Takers {
  took: Taker[];
  left: Leaver[];
}

const THIRDS = ["early", "middle", "late"] as const;
/** Shares are kept within two points. */
const SHARE_SLACK = 0.02;
/** Shorter is the air around a clip of the next scene, not a piece of this one. */
const LEAST_SECONDS = 0.04;

export function takersOf(strip: Strip, scene: StripScene): Takers {
  const takers = strip.lanes
    .map((lane) => ({ id: lane.id, name: lane.name, seconds: secondsOf(lane, scene) }))
    .filter((taker) => taker.seconds > LEAST_SECONDS);
  const left = strip.lanes.filter(
    (lane) => lane.id !== "primary" && lane.clips.length > 0 && !takers.some((taker) => taker.id === lane.id),
  );
  return {
    took: takers,
    left: left.map((lane) => ({ id: lane.id, name: lane.name, reason: reasonOf(strip, scene, lane, takers) })),
  };
}

/** Trailers that show something of a scene, in the order of the lanes. */
export function takerIds(strip: Strip, scene: StripScene): TrailerId[] {
  return takersOf(strip, scene).took.map((taker) => taker.id);
}

function secondsOf(lane: StripLane, range: Range): number {
  return lane.clips.reduce((sum, clip) => sum + sharedSeconds(clip, range), 0);
}

function reasonOf(strip: Strip, scene: StripScene, lane: StripLane, took: readonly Taker[]): string {
  if (scene.keptOut !== null) return "left out for all";
  const third = thirdOf(strip.duration, scene);
  const full = shareIsFull(strip.duration, lane, third);
  const best = took.filter((taker) => taker.id !== "primary").sort((a, b) => b.seconds - a.seconds)[0];
  if (full && showsNoWorse(strip, lane, third, scene)) return `its ${THIRDS[third] ?? ""} share is full`;
  if (best) return `taken by variant ${laneMark(best.id)}`;
  if (scene.end - scene.start < Math.min(...lane.clips.map((clip) => clip.end - clip.start))) return "too short";
  return full ? `its ${THIRDS[third] ?? ""} share is full` : "its length is reached without it";
}

/** 0 early, 1 middle, 2 late: where the middle of the range lies. */
export function thirdOf(duration: number, range: Range): number {
  const share = (range.start + range.end) / 2 / duration;
  return Math.min(2, Math.max(0, Math.floor(share * 3)));
}

function shareIsFull(duration: number, lane: StripLane, third: number): boolean {
  const wanted = lane.shares?.[third];
  if (wanted === undefined) return false;
  const all = secondsOf(lane, { start: 0, end: duration });
  const here = secondsOf(lane, { start: (duration * third) / 3, end: (duration * (third + 1)) / 3 });
  return all > 0 && here / all >= wanted - SHARE_SLACK;
}

/** Whether every scene that it took of this third has at least the score of the one in question. */
function showsNoWorse(strip: Strip, lane: StripLane, third: number, scene: StripScene): boolean {
  const scores = new Map(strip.scenes.map((one) => [one.id, one.score]));
  const inThird = lane.clips.filter((clip) => thirdOf(strip.duration, clip) === third);
  return inThird.length > 0 && inThird.every((clip) => (scores.get(clip.sceneId) ?? 0) >= (scene.score ?? 0));
}
