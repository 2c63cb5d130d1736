import { useEffect, useState } from "react";
import { Link } from "react-router";
import styled from "styled-components";

import { listJobs } from "../../api/jobs";
import type { JobSummary, Profile } from "../../api/types";
import { when } from "../../ui/dates";
import { FileName } from "../../ui/FileName";
import { Card, label, MIDDLE, Section, SectionHead, small } from "../../ui/layout";
import { Poster } from "./Poster";

const SHOWN = 4;

const Grid = styled.ul`
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 16px;
  ${MIDDLE} {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px;
  }
`;

const Tile = styled(Card)`
  display: block;
  overflow: hidden;
  color: inherit;
  transition: border-color var(--quick);
  &:hover {
    border-color: var(--line2);
    text-decoration: none;
  }
`;

const Words = styled.div`
  padding: 10px 12px;
  font-weight: 500;
  p {
    ${label}
    margin-top: 2px;
    font-weight: 400;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

const All = styled(Link)`
  ${small}
`;

/** The last four jobs; nothing at all where there are none. */
export function RecentJobs({ profiles }: { profiles: readonly Profile[] }) {
  const [jobs, setJobs] = useState<JobSummary[]>([]);
  const [now] = useState(() => new Date());
  useEffect(() => {
    const ending = new AbortController();
    listJobs({ limit: SHOWN }, ending.signal)
      .then((page) => setJobs(page.jobs))
      // The bar at the top already says that the server does not answer.
      .catch(() => undefined);
    return () => ending.abort();
  }, []);
  if (jobs.length === 0) return null;
  return (
    <Section aria-labelledby="recent">
      <SectionHead>
        <h2 id="recent">Recent</h2>
        <All to="/app/jobs">All jobs</All>
      </SectionHead>
      <Grid>
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.jobId}>
            <Tile as={Link} to={`/app/jobs/${job.jobId}`}>
              <Poster path={job.posterUrl} />
              <Words>
                <FileName name={job.sourceFile} />
                <p>
                  {profiles.find(({ id }) => id === job.profileId)?.label ?? job.profileId} ·{" "}
                  {stateText(job) ?? when(job.submittedAt, now)}
                </p>
              </Words>
            </Tile>
          </li>
        ))}
      </Grid>
    </Section>
  );
}

function stateText({ status, progress }: JobSummary): string | null {
  if (status === "queued") return "waiting";
  if (status === "processing") return `${Math.floor(progress.percent)}%`;
  return status === "completed" ? null : status;
}
