import { useMemo } from "react";
import styled from "styled-components";

import { Card } from "../../ui/layout";
import { useJobView } from "../jobs/JobContext";
import { stripActions } from "../storyboard/actions";
import { buildStrip } from "../storyboard/buildStrip";
import type { Strip } from "../storyboard/model";
import { StripBoard } from "../storyboard/StripBoard";
import { useHand } from "../storyboard/useHand";
import { useScale } from "../storyboard/useScale";
import type { Sides } from "./compareSides";
import type { Pair } from "./Pair";

const Frame = styled(Card)`
  padding-bottom: 12px;
`;

/** The film strip with the two lanes lit. */
export function CompareOrigin({ sides: { left, right }, pair }: { sides: Sides; pair: Pair }) {
  const { job } = useJobView();
  const strip = useMemo(() => {
    const whole = buildStrip(job);
    if (!whole || left === "primary" || right === "primary") return whole;
    return { ...whole, lanes: whole.lanes.filter((lane) => lane.id !== "primary") };
  }, [job, left, right]);
  const lit = useMemo(() => [left, right], [left, right]);
  return strip ? <Board strip={strip} lit={lit} pair={pair} /> : null;
}

function Board({ strip, lit, pair }: { strip: Strip; lit: Sides["left"][]; pair: Pair }) {
  const { stage, scene, selectScene } = useJobView();
  const zoom = useScale(strip.duration);
  const hand = useHand(strip, stage, scene);
  const actions = useMemo(
    () => ({
      ...stripActions(strip, hand, stage, selectScene),
      /** A clip of one of the two plays both from there. */
      playClip(lane: number, index: number) {
        const clip = strip.lanes[lane]?.clips[index];
        if (clip?.in == null || !lit.some((id) => id === strip.lanes[lane]?.id)) return;
        pair.seek(clip.in);
        pair.play();
      },
    }),
    [strip, hand, stage, selectScene, lit, pair],
  );
  return (
    <Frame>
      <StripBoard strip={strip} hand={hand} stage={stage} zoom={zoom} actions={actions} lit={lit} />
    </Frame>
  );
}
