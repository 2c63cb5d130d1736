import styled from "styled-components";

import { type JobSummary, STAGES } from "../../../api/types";
import { timeLeft, took } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { Ring } from "../../../ui/Ring";
import { STAGE_NAMES } from "../stages";

const Line = styled.b<{ $colour: string }>`
  display: inline-flex;
  align-items: center;
  gap: 7px;
  font-size: 13px;
  line-height: 18px;
  font-weight: 500;
  white-space: nowrap;
  color: ${({ $colour }) => $colour};
`;

export function JobStatus({ job: { status, progress } }: { job: JobSummary }) {
  switch (status) {
    case "queued":
      return (
        <Line $colour="var(--ink2)">
          <Ring percent={0} /> Waiting
        </Line>
      );
    case "processing":
      return (
        <Line $colour="var(--link)">
          <Ring percent={progress.percent} /> {STAGE_NAMES[progress.stage]} {Math.min(99, Math.floor(progress.percent))}
          %
        </Line>
      );
    case "completed":
      return (
        <Line $colour="var(--ok)">
          <Icon name="check" /> Completed
        </Line>
      );
    case "failed":
      return (
        <Line $colour="var(--bad)">
          <Icon name="warning" /> Failed
        </Line>
      );
    case "cancelled":
      return (
        <Line $colour="var(--ink3)">
          <Icon name="cross" /> Cancelled
        </Line>
      );
  }
}

/** What there is to add to a job's state. */
export function statusDetail({ status, progress, submittedAt, completedAt }: JobSummary): string {
  switch (status) {
    case "queued":
      return "in the queue";
    case "processing":
      return progress.secondsLeft == null ? "" : timeLeft(progress.secondsLeft);
    case "completed":
      return completedAt ? took((Date.parse(completedAt) - Date.parse(submittedAt)) / 1000) : "";
    case "failed":
      return `stopped at stage ${STAGES.indexOf(progress.stage) + 1}`;
    case "cancelled":
      return "by you";
  }
}
