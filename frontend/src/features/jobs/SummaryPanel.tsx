import { useState } from "react";
import styled from "styled-components";

import { trailerFile } from "../../api/trailers";
import type { Job } from "../../api/types";
import { RhythmThumb } from "../profiles/RhythmThumb";
import { when } from "../../ui/dates";
import { capital, clock, languageName, took } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Card, label, NARROW, Row, small, Small } from "../../ui/layout";
import { Shares } from "../../ui/Shares";
import { useJobView } from "./JobContext";
import { ProviderPills } from "./ProviderPills";
import { awsBill } from "./providers";

const Panel = styled(Card)`
  display: flex;
  flex-direction: column;
  gap: 16px;
  padding: 20px;
  overflow-wrap: anywhere;
  ${NARROW} {
    padding: 16px;
  }
`;

const Facts = styled.dl`
  display: grid;
  grid-template-columns: 96px minmax(0, 1fr);
  gap: 7px 12px;
  ${small}
  dt {
    color: var(--ink3);
  }
`;

const Under = styled.h3`
  ${label}
  margin-bottom: 8px;
  font-weight: 500;
`;

const Warning = styled.p`
  display: flex;
  gap: 8px;
  ${small}
  color: var(--warn);
  svg {
    flex: none;
    margin-top: 1px;
  }
`;

const Figures = styled.dl`
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 8px;
  margin-top: auto;
  padding-top: 14px;
  border-top: 1px solid var(--line);
  div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
  }
  dt {
    ${label}
  }
  dd {
    font-size: 18px;
    line-height: 24px;
    font-weight: 600;
  }
`;

/** `24 fps` of `24/1`, `23.976 fps` of `24000/1001`. */
export function frameRateText(rate: string): string {
  const [numerator = 0, denominator = 1] = rate.split("/").map(Number);
  return `${Number((numerator / denominator).toFixed(3))} fps`;
}

function facts(job: Job, now: Date): [string, string][] {
  const { input, analysis, assembly, completedAt, submittedAt } = job;
  const file = trailerFile(job, "primary");
  const length = file?.durationSeconds ?? assembly?.estimatedDuration;
  const source = [
    analysis ? clock(analysis.totalDuration) : null,
    analysis ? `${analysis.width} × ${analysis.height}` : null,
    assembly ? frameRateText(assembly.frameRate) : null,
  ];
  const captions = input.includeCaptions ? `captions ${languageName(input.subtitleLanguage)}` : "no captions";
  const mode = job.mode ?? job.requestedMode;
  const found: [string, string][] = [];
  if (length) found.push(["Length", `${length.toFixed(1)} s of ${input.maxDurationSeconds} s allowed`]);
  if (analysis) found.push(["Source", source.filter(Boolean).join(" · ")]);
  found.push(["Language", `${languageName(input.targetLanguage)}, ${captions}`]);
  if (completedAt) {
    const seconds = (Date.parse(completedAt) - Date.parse(submittedAt)) / 1000;
    found.push(["Finished", `${capital(when(completedAt, now))}, took ${took(seconds)}`]);
  }
  const asked = mode === job.requestedMode ? mode : `${mode}, asked for ${job.requestedMode}`;
  found.push(["Mode", job.synthetic ? `${asked} (synthetic)` : asked]);
  const bill = awsBill(job);
  if (bill) found.push(["AWS", bill]);
  if (analysis?.dominantEmotions.length) found.push(["Emotions", analysis.dominantEmotions.join(", ")]);
  return found;
}

/** What was made, of what, and what really ran. */
export function SummaryPanel() {
  const { job } = useJobView();
  const [now] = useState(() => new Date());
  const shares = trailerFile(job, "primary")?.distribution;
  return (
    <Panel>
      <Row $gap={14}>
        <RhythmThumb profile={job.input.profile} large />
        <div>
          <h2>Primary trailer</h2>
          <Small>{job.input.profile.label} · the best of the whole film</Small>
        </div>
      </Row>
      {shares ? <Shares shares={shares} colour="var(--ink2)" /> : null}
      <Facts>
        {facts(job, now).map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
      </Facts>
      {job.providers ? (
        <div>
          <Under>What really ran</Under>
          <ProviderPills job={job} />
        </div>
      ) : null}
      {job.warnings.map(({ code, message }) => (
        <Warning key={`${code} ${message}`}>
          <Icon name="warning" size={16} /> {message}
        </Warning>
      ))}
      {job.analysis ? <Measures analysis={job.analysis} /> : null}
    </Panel>
  );
}

function FactLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Name and figure; null where nobody counted. */
function counted(number: number | null, one: string, many: string): readonly [string, string] | null {
  return number === null ? null : [number === 1 ? one : many, String(number)];
}

function Measures({ analysis }: { analysis: NonNullable<Job["analysis"]> }) {
  const { detectedPeople, detectedObjects, coverageRatio } = analysis.metrics;
  const labels = new Set(analysis.scenes.flatMap((scene) => scene.labels)).size;
  const figures = [
    counted(analysis.scenes.length, "scene", "scenes"),
    counted(detectedPeople, "person", "people"),
    detectedObjects === null ? counted(labels, "label", "labels") : counted(detectedObjects, "object", "objects"),
    coverageRatio === null ? null : (["covered", `${Math.round(coverageRatio * 100)}%`] as const),
  ].filter((figure) => figure !== null);
  return (
    <Figures>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Figures>
  );
}
