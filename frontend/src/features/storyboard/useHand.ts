import { useEffect, useState } from "react";

import type { Stage } from "../jobs/stage";
import { Hand } from "./hand";
import { sceneAt, type Strip } from "./model";
import { filmSecond } from "./timeMap";

/** The scene in hand, kept in step with the chosen scene of the page and with what plays. */
export function useHand(strip: Strip, stage: Stage, selected: string | null): Hand {
  const [hand] = useState(() => new Hand(bestOf(strip)));

  useEffect(() => {
    const index = strip.scenes.findIndex((scene) => scene.id === selected);
    hand.choose(index < 0 ? null : index);
  }, [hand, strip.scenes, selected]);

  useEffect(() => {
    function follow(): void {
      const { trailer, at } = stage.now();
      const second = filmSecond(strip.lanes.find((lane) => lane.id === trailer)?.clips ?? [], at);
      hand.play(second === null ? null : sceneAt(strip.scenes, second));
    }
    follow();
    return stage.subscribe(follow);
  }, [hand, stage, strip]);

  return hand;
}

/** The scene to begin with: the best of all, or the first. */
function bestOf(strip: Strip): number {
  return Math.max(
    0,
    strip.scenes.findIndex((scene) => scene.rank === 1),
  );
}
