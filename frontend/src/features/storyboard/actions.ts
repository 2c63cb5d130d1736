/** What a click on the strip does. */

import type { TrailerId } from "../../api/types";
import type { Stage } from "../jobs/stage";
import type { Hand } from "./hand";
import { sceneAt, type Strip } from "./model";
import { trailerSecond, trailerStart } from "./timeMap";

export interface StripActions {
  /** Chooses a scene; nothing moves. */
  choose: (scene: number) => void;
  /** Chooses a scene, and seeks the trailer that plays or played to it, where that took it. */
  open: (scene: number) => void;
  /** Plays a trailer from one of its clips. */
  playClip: (lane: number, clip: number) => void;
  /** Goes along with a finger: to this second of the film. */
  scrub: (second: number) => void;
}

export function stripActions(
  strip: Strip,
  hand: Hand,
  stage: Stage,
  selectScene: (id: string | null) => void,
): StripActions {
  const clipsOf = (id: TrailerId | null) => strip.lanes.find((lane) => lane.id === id)?.clips ?? [];

  function choose(index: number): void {
    const scene = strip.scenes[index];
    if (!scene) return;
    hand.choose(index);
    selectScene(scene.id);
  }

  function seekTo(second: number | null): void {
    const { trailer } = stage.now();
    if (trailer !== null && second !== null) stage.seek(trailer, second);
  }

  return {
    choose,
    open(index) {
      const scene = strip.scenes[index];
      if (!scene) return;
      choose(index);
      seekTo(trailerStart(clipsOf(stage.now().trailer), scene.start, scene.end));
    },
    playClip(lane, index) {
      const trailer = strip.lanes[lane];
      const clip = trailer?.clips[index];
      if (!trailer || !clip) return;
      choose(sceneAt(strip.scenes, (clip.start + clip.end) / 2));
      if (clip.in !== null) stage.play(trailer.id, clip.in + clip.mix / 2);
    },
    scrub(second) {
      hand.choose(Math.max(0, sceneAt(strip.scenes, second)));
      seekTo(trailerSecond(clipsOf(stage.now().trailer), second));
    },
  };
}
