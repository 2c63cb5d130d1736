import { useMemo } from "react";
import styled from "styled-components";

import { Card, label, NARROW, Row, Section, SectionHead } from "../../ui/layout";
import { useJobView } from "../jobs/JobContext";
import { stripActions } from "./actions";
import { buildStrip } from "./buildStrip";
import { Inspector } from "./Inspector";
import type { Strip } from "./model";
import { overlaps, overlapSentence } from "./overlap";
import { StripBoard } from "./StripBoard";
import { useHand } from "./useHand";
import { useScale } from "./useScale";
import { useSettled } from "./useSettled";
import { ZoomButtons } from "./ZoomButtons";

const Frame = styled(Card)`
  overflow: hidden;
`;

const Note = styled.span`
  ${label}
  color: var(--ink2);
  font-size: 13px;
`;

const ADDRESS_MS = 150;

/** As high as the strip and its inspector will be. */
const Waiting = styled(Card)`
  display: grid;
  place-items: center;
  min-height: 559px;
  color: var(--ink3);
  ${NARROW} {
    min-height: 1009px;
  }
`;

/** The film strip of the job around, and the inspector below it. */
export function FilmStrip() {
  const { job } = useJobView();
  const strip = useMemo(() => buildStrip(job), [job]);
  if (strip) return <Shown strip={strip} />;
  return (
    <Section id="strip" aria-labelledby="strip-title">
      <SectionHead>
        <h2 id="strip-title">Film strip</h2>
      </SectionHead>
      <Waiting>The film is drawn here as soon as its scenes are known.</Waiting>
    </Section>
  );
}

function Shown({ strip }: { strip: Strip }) {
  const { job, stage, scene, selectScene } = useJobView();
  const zoom = useScale(strip.duration);
  const hand = useHand(strip, stage, scene);
  // The address follows when the keys rest: it must not come back into a run of steps.
  const tell = useSettled(selectScene, ADDRESS_MS);
  const actions = useMemo(() => stripActions(strip, hand, stage, tell), [strip, hand, stage, tell]);
  const note = useMemo(() => overlapSentence(strip.lanes, overlaps(strip.lanes)), [strip.lanes]);
  return (
    <Section id="strip" aria-labelledby="strip-title">
      <SectionHead>
        <h2 id="strip-title">Film strip</h2>
        <Row $gap={16}>
          <Note>{note}</Note>
          <ZoomButtons scale={zoom.scale} change={zoom.change} />
        </Row>
      </SectionHead>
      <Frame>
        <StripBoard strip={strip} hand={hand} stage={stage} zoom={zoom} actions={actions} caret />
        <Inspector job={job} strip={strip} hand={hand} />
      </Frame>
    </Section>
  );
}
