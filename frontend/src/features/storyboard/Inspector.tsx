import { useMemo, useSyncExternalStore } from "react";
import styled from "styled-components";

import type { Job } from "../../api/types";
import { NARROW, WIDE } from "../../ui/layout";
import type { Hand } from "./hand";
import { LedgerTable } from "./LedgerTable";
import { measuresOf } from "./measures";
import type { Strip } from "./model";
import { SceneFacts } from "./SceneFacts";
import { SourcePreview } from "./SourcePreview";
import { WhoTookIt } from "./WhoTookIt";

/** As high as its fullest scene mostly is: nothing below it moves from scene to scene. */
const Board = styled.div<{ $measured: boolean }>`
  display: grid;
  grid-template-columns: 256px minmax(0, 1fr) minmax(0, 1.35fr) minmax(0, 1.1fr);
  gap: 28px;
  min-height: ${({ $measured }) => ($measured ? 304 : 240)}px;
  padding: 20px;
  border-top: 1px solid var(--line2);
  font-size: 12px;
  line-height: 18px;
  color: var(--ink2);
  h3 {
    color: var(--ink);
  }
  ${WIDE} {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr);
    gap: 20px 28px;
    min-height: ${({ $measured }) => ($measured ? 520 : 460)}px;
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 14px;
    min-height: ${({ $measured }) => ($measured ? 840 : 760)}px;
  }
`;

interface Props {
  job: Job;
  strip: Strip;
  hand: Hand;
}

/** The scene in hand: its picture, what was seen in it, why it has its score, who took it. */
export function Inspector({ job, strip, hand }: Props) {
  const index = useSyncExternalStore(hand.subscribe, hand.scene);
  const scene = strip.scenes[index];
  const scores = useMemo(
    () => new Map(job.personalization?.rankedScenes.map((ranked) => [ranked.sceneId, ranked])),
    [job.personalization],
  );
  const measured = job.analysis?.scenes.some((one) => measuresOf(one.signals).length > 0) ?? false;
  if (!scene) return <Board $measured={measured}>No scenes were found. The trailers use even parts of the film.</Board>;
  return (
    <Board $measured={measured} role="group" aria-label={`Scene ${scene.number}`}>
      <SourcePreview jobId={job.jobId} scene={scene} />
      <SceneFacts
        scene={scene}
        facts={job.analysis?.scenes[index] ?? null}
        ranked={strip.ranked}
        simulated={strip.simulated}
      />
      <LedgerTable ranked={scores.get(scene.id) ?? null} keptOut={scene.keptOut} />
      <WhoTookIt strip={strip} scene={scene} />
    </Board>
  );
}
