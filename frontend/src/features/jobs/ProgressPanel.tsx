import styled from "styled-components";

import { STAGES } from "../../api/types";
import { useConnection } from "../../ui/useConnection";
import { ProgressBar } from "../../ui/Bar";
import { capital, timeLeft } from "../../ui/format";
import { Card, label, NARROW, small } from "../../ui/layout";
import { useJobView } from "./JobContext";
import { StageList } from "./StageList";
import { useQueuePlace } from "./useQueuePlace";

const Panel = styled(Card)`
  padding: 20px;
  ${NARROW} {
    padding: 16px;
  }
`;

const Head = styled.div<{ $stale: boolean }>`
  display: flex;
  justify-content: space-between;
  align-items: flex-end;
  gap: 12px;
  min-height: 44px;
  margin-bottom: 12px;
  opacity: ${({ $stale }) => ($stale ? 0.55 : 1)};
  b {
    font-size: 40px;
    line-height: 44px;
    font-weight: 600;
    letter-spacing: -1px;
  }
  p {
    ${small}
    color: var(--ink2);
    text-align: right;
  }
  p:first-child {
    color: var(--ink);
    font-size: 14px;
  }
`;

const Stages = styled.div`
  margin-top: 22px;
`;

const Note = styled.p`
  ${label}
  margin-top: 16px;
  padding-top: 14px;
  border-top: 1px solid var(--line);
`;

interface Props {
  /** The caller asked for its end, and it has not come yet. */
  cancelling: boolean;
}

/** How far a job is that has not ended. */
export function ProgressPanel({ cancelling }: Props) {
  const { job, secondsLeft } = useJobView();
  const stale = useConnection().state === "down";
  const { percent, stage } = job.progress;
  const queued = job.status === "queued";
  const left = secondsLeft === null ? "Working out the time" : capital(timeLeft(secondsLeft));
  const place = useQueuePlace(job);
  const first = cancelling
    ? "Cancelling"
    : queued
      ? place
        ? `Place ${place} in the queue`
        : "Waiting for its turn"
      : left;
  const shown = Math.min(99, Math.floor(percent));
  const step = `Stage ${STAGES.indexOf(stage) + 1} of ${STAGES.length}`;
  return (
    <Panel>
      <Head $stale={stale}>
        <b>{shown}%</b>
        <div>
          <p>{stale ? "Last known" : first}</p>
          <p>{step}</p>
        </div>
      </Head>
      <ProgressBar
        name={`Job ${job.input.sourceFile}`}
        percent={shown}
        text={`${shown} percent, ${first}`}
        colour={stale || cancelling ? "var(--line2)" : "var(--link)"}
        height={8}
      />
      <Stages>
        <StageList job={job} />
      </Stages>
      <Note>You can close this page. The job goes on, and you find it under Jobs.</Note>
    </Panel>
  );
}
