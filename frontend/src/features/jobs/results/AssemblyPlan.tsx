import { useState } from "react";
import styled from "styled-components";

import { assemblyOf, PRIMARY, sceneNumber, trailerName, trailerNumber, variantIds } from "../../../api/trailers";
import type { Assembly, Clip, TrailerId } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { count, exactClock } from "../../../ui/format";
import { Card, label, NARROW, Section, SectionHead } from "../../../ui/layout";
import { Segmented } from "../../../ui/Segmented";
import { Tag } from "../../../ui/Tag";
import { useJobView } from "../JobContext";
import { KeyFrame } from "../KeyFrame";
import { List, ListItem, More, SceneButton } from "./listParts";

const FIRST = 6;

const Side = styled.div<{ $right?: boolean }>`
  ${({ $right }) => ($right ? "margin-left: auto; text-align: right; flex: none;" : "min-width: 0;")}
  p {
    ${label}
    overflow-wrap: anywhere;
  }
`;

const Total = styled.p`
  ${label}
  padding: 10px 16px;
  border-bottom: 1px solid var(--line);
`;

const Name = styled.span`
  ${NARROW} {
    display: none;
  }
`;

/** The clips of a trailer, in order. */
export function AssemblyPlan() {
  const { job, shown, show } = useJobView();
  const [all, setAll] = useState(false);
  const assembly = assemblyOf(job, shown);
  const trailers: TrailerId[] = [PRIMARY, ...variantIds(job)];
  const clips = assembly?.timeline ?? [];
  return (
    <Section id="assembly" aria-labelledby="assembly-title">
      <SectionHead>
        <h2 id="assembly-title">Assembly plan</h2>
        <Segmented
          name="Trailer"
          value={shown}
          onChange={show}
          choices={trailers.map((id) => ({
            value: id,
            spoken: trailerName(job, id),
            label: id === shown ? <Shown id={id} name={trailerName(job, id)} /> : (trailerNumber(id) ?? "P"),
          }))}
        />
      </SectionHead>
      <Card>
        {assembly ? <Total>{totals(assembly)}</Total> : null}
        <List>
          {(all ? clips : clips.slice(0, FIRST)).map((clip, place) => (
            <ClipItem key={clip.in} place={place + 1} clip={clip} cues={assembly?.audioPlan.cues ?? []} />
          ))}
        </List>
        {clips.length === 0 ? <Total>This trailer has no clips.</Total> : null}
        {clips.length > FIRST ? (
          <More>
            <Button $size="small" $kind="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show the first six" : `Show all ${clips.length}`}
            </Button>
          </More>
        ) : null}
      </Card>
    </Section>
  );
}

function Shown({ id, name }: { id: TrailerId; name: string }) {
  return (
    <>
      <Tag id={id} /> <Name>{name}</Name>
    </>
  );
}

function totals({ timeline, renditions, estimatedDuration, audioPlan: { style, loudness } }: Assembly): string {
  const sound = loudness?.achievedLufs == null ? null : `sound at ${loudness.achievedLufs.toFixed(1)} LUFS`;
  const size = count(renditions.length, "size");
  return [`${estimatedDuration.toFixed(2)} s`, count(timeline.length, "clip"), size, style, sound]
    .filter(Boolean)
    .join(" · ");
}

function ClipItem({ place, clip, cues }: { place: number; clip: Clip; cues: Assembly["audioPlan"]["cues"] }) {
  const heard = cues.some(({ at, cue, rendered }) => at === clip.in && cue === clip.audioCue && rendered);
  return (
    <ListItem>
      <i>{place}</i>
      <KeyFrame scene={clip.sceneId} />
      <Side>
        <SceneButton scene={clip.sceneId}>Scene {sceneNumber(clip.sceneId)}</SceneButton>
        <p>
          from {exactClock(clip.sourceStart)} · {clip.transition}
        </p>
      </Side>
      <Side $right>
        {clip.in.toFixed(2)} to {clip.out.toFixed(2)} s
        <p title={heard ? undefined : "A proposal: it is not in the sound."}>
          {clip.audioCue}
          {heard ? "" : " (idea)"}
        </p>
      </Side>
    </ListItem>
  );
}
