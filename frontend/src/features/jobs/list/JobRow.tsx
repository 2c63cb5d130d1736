import { Link } from "react-router";
import styled from "styled-components";

import type { JobSummary, Profile } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { timeOfDay } from "../../../ui/dates";
import { FileName } from "../../../ui/FileName";
import { Icon } from "../../../ui/Icon";
import { label, NARROW, small, WIDE } from "../../../ui/layout";
import { RhythmThumb } from "../../profiles/RhythmThumb";
import { Poster } from "../Poster";
import { JobStatus, statusDetail } from "./JobStatus";
import { LaneThumb } from "./LaneThumb";
import { isRunning } from "./useJobs";

const Row = styled.li`
  position: relative;
  display: grid;
  grid-template-columns: 96px minmax(0, 1fr) 172px 180px 132px 118px 36px;
  gap: 20px;
  align-items: center;
  padding: 12px 16px;
  border-bottom: 1px solid var(--line);
  &:last-child {
    border-bottom: 0;
  }
  &:hover,
  &:focus-within {
    background: color-mix(in srgb, var(--sunk) 60%, transparent);
  }
  .thumb {
    border-radius: 6px;
    overflow: hidden;
  }
  ${WIDE} {
    grid-template-columns: 96px minmax(0, 1fr) 150px 120px 96px 36px;
    gap: 16px;
    .lanes {
      display: none;
    }
  }
  ${NARROW} {
    grid-template-columns: 96px minmax(0, 1fr) auto;
    gap: 4px 14px;
    padding: 12px;
    .thumb {
      grid-row: span 2;
    }
    .wide {
      display: none;
    }
    .end {
      grid-row: 1 / span 2;
      grid-column: 3;
    }
  }
`;

const Name = styled.div`
  min-width: 0;
  font-weight: 500;
  a {
    display: flex;
    min-width: 0;
    color: inherit;
  }
  /* The whole row leads to the job. */
  a::after {
    content: "";
    position: absolute;
    inset: 0;
  }
  p {
    ${label}
    margin-top: 2px;
    font-weight: 400;
  }
`;

const Taste = styled.div`
  display: flex;
  align-items: center;
  gap: 10px;
  min-width: 0;
  ${small}
  color: var(--ink2);
`;

const State = styled.div`
  display: flex;
  align-items: center;
  flex-wrap: wrap;
  gap: 2px 10px;
  min-width: 0;
  span {
    ${label}
  }
  .narrow {
    display: none;
  }
  ${NARROW} {
    .narrow {
      display: inline;
    }
  }
`;

const Detail = styled.div`
  ${small}
  color: var(--ink3);
`;

const End = styled.div`
  position: relative;
  z-index: 1;
`;

interface Props {
  job: JobSummary;
  profile: Profile | null;
  onEnd: (job: JobSummary) => void;
}

/** One job of the list. The Delete key on it asks, as its button does. */
export function JobRow({ job, profile, onEnd }: Props) {
  const running = isRunning(job);
  return (
    <Row>
      <div className="thumb">
        <Poster path={job.posterUrl} />
      </div>
      <Name>
        <Link
          to={`/app/jobs/${job.jobId}`}
          onKeyDown={(event) => {
            if (event.key === "Delete") onEnd(job);
          }}
        >
          <FileName name={job.sourceFile} />
        </Link>
        <p className="wide">
          {timeOfDay(job.submittedAt)} {job.mode ? `· mode ${job.mode}` : ""}
        </p>
      </Name>
      <Taste className="wide">
        {profile ? <RhythmThumb profile={profile} /> : null}
        {profile?.label ?? job.profileId}
      </Taste>
      <div className="lanes wide">
        <LaneThumb spans={job.spans} duration={job.durationSeconds} />
      </div>
      <State>
        <JobStatus job={job} />
        <span className="narrow">{timeOfDay(job.submittedAt)}</span>
      </State>
      <Detail className="wide">{statusDetail(job)}</Detail>
      <End className="end">
        <Button
          $kind="ghost"
          $size="small"
          $square
          aria-label={`${running ? "Cancel" : "Delete"} ${job.sourceFile}`}
          title={running ? "Cancel job" : "Delete job"}
          onClick={() => onEnd(job)}
        >
          <Icon name={running ? "cross" : "trash"} />
        </Button>
      </End>
    </Row>
  );
}
