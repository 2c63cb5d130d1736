import { useId, useState } from "react";
import styled from "styled-components";

import type { JobSummary, Profile } from "../../../api/types";
import { dayName } from "../../../ui/dates";
import { Card, small } from "../../../ui/layout";
import { JobRow } from "./JobRow";

const Day = styled.section`
  h2 {
    ${small}
    margin: 24px 0 8px;
    font-weight: 500;
    letter-spacing: 0;
    color: var(--ink2);
  }
`;

const Rows = styled(Card)`
  overflow: hidden;
`;

/** Jobs in groups of days, newest first. */
export function byDay(jobs: readonly JobSummary[], now: Date): { day: string; jobs: JobSummary[] }[] {
  const days = new Map<string, JobSummary[]>();
  for (const job of jobs) {
    const day = dayName(job.submittedAt, now);
    days.set(day, [...(days.get(day) ?? []), job]);
  }
  return [...days].map(([day, rows]) => ({ day, jobs: rows }));
}

interface Props {
  jobs: readonly JobSummary[];
  profiles: readonly Profile[];
  onEnd: (job: JobSummary) => void;
}

export function JobDays({ jobs, profiles, onEnd }: Props) {
  const [now] = useState(() => new Date());
  return byDay(jobs, now).map(({ day, jobs: rows }) => (
    <OneDay key={day} day={day}>
      {rows.map((job) => (
        <JobRow
          key={job.jobId}
          job={job}
          profile={profiles.find(({ id }) => id === job.profileId) ?? null}
          onEnd={onEnd}
        />
      ))}
    </OneDay>
  ));
}

function OneDay({ day, children }: { day: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <Day aria-labelledby={id}>
      <h2 id={id}>{day}</h2>
      <Rows as="ul">{children}</Rows>
    </Day>
  );
}
