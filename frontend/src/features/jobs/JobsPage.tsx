import { useState } from "react";
import { Link } from "react-router";
import styled from "styled-components";

import type { JobSummary } from "../../api/types";
import { announcer } from "../../ui/announcer";
import { Button, ButtonLink } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Card, NARROW, Page, Unseen } from "../../ui/layout";
import { RetryBanner } from "../../ui/RetryBanner";
import { Segmented } from "../../ui/Segmented";
import { useTitle } from "../../ui/useTitle";
import { useCatalogue } from "../profiles/useCatalogue";
import { EndDialog } from "./EndDialog";
import { JobDays } from "./list/JobDays";
import { JobSearch } from "./list/JobSearch";
import { isRunning, type Jobs, type StatusFilter, useJobs } from "./list/useJobs";

const CHOICES = [
  { value: "all", label: "All" },
  { value: "running", label: "Running" },
  { value: "completed", label: "Completed" },
  { value: "failed", label: "Failed" },
] as const;

const NOTHING: Record<StatusFilter, string> = {
  all: "No jobs",
  running: "No job is running",
  completed: "No job is completed",
  failed: "No job failed",
};

const Head = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  flex-wrap: wrap;
  gap: 14px;
  div {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    min-width: 0;
  }
  ${NARROW} {
    > div {
      width: 100%;
    }
  }
`;

const Older = styled.div`
  display: flex;
  justify-content: center;
  margin-top: 24px;
`;

const Blank = styled(Card)`
  height: 74px;
  margin-top: 12px;
`;

const Below = styled.div`
  margin-top: 24px;
`;

/** All jobs, newest first. */
export function JobsPage() {
  const [word, setWord] = useState("");
  const [filter, setFilter] = useState<StatusFilter>("all");
  const [ending, setEnding] = useState<JobSummary | null>(null);
  const jobs = useJobs(word, filter);
  const { catalogue } = useCatalogue();
  useTitle("Jobs");

  function onDone({ jobId, sourceFile }: JobSummary, running: boolean): void {
    setEnding(null);
    announcer.say(running ? `${sourceFile} is being cancelled` : `${sourceFile} was deleted`);
    if (running) jobs.renew();
    else jobs.remove(jobId);
  }

  function showAll(): void {
    setWord("");
    setFilter("all");
  }

  return (
    <Page id="content">
      <Head>
        <h1>Jobs</h1>
        <div>
          <JobSearch word={word} onWord={setWord} />
          <Segmented name="State" value={filter} onChange={setFilter} choices={CHOICES} />
        </div>
      </Head>
      <List jobs={jobs} word={word} filter={filter} onAll={showAll}>
        <JobDays jobs={jobs.shown} profiles={catalogue?.profiles ?? []} onEnd={setEnding} />
      </List>
      {ending ? (
        <EndDialog
          job={{ jobId: ending.jobId, name: ending.sourceFile, completed: ending.status === "completed" }}
          deed={isRunning(ending) ? "cancel" : "delete"}
          onClose={() => setEnding(null)}
          onDone={() => onDone(ending, isRunning(ending))}
        />
      ) : null}
    </Page>
  );
}

interface ListProps {
  jobs: Jobs;
  word: string;
  filter: StatusFilter;
  onAll: () => void;
  children: React.ReactNode;
}

function List({ jobs, word, filter, onAll, children }: ListProps) {
  if (jobs.state === "failed" && jobs.jobs.length === 0) {
    return (
      <Below>
        <RetryBanner icon="offline" title="The jobs could not be loaded" onRetry={jobs.retry}>
          The server did not send them. They are not lost.
        </RetryBanner>
      </Below>
    );
  }
  if (jobs.shown.length === 0 && (jobs.state === "loading" || jobs.next !== null)) {
    return (
      <div aria-busy="true">
        <Unseen>The jobs are on their way.</Unseen>
        {[0, 1, 2, 3].map((place) => (
          <Blank key={place} />
        ))}
      </div>
    );
  }
  if (jobs.shown.length === 0) return <Nothing word={word.trim()} filter={filter} onAll={onAll} />;
  return (
    <>
      {children}
      {jobs.next ? (
        <Older>
          <Button disabled={jobs.state === "loading"} onClick={jobs.more}>
            Show older jobs
          </Button>
        </Older>
      ) : null}
    </>
  );
}

function Nothing({ word, filter, onAll }: { word: string; filter: StatusFilter; onAll: () => void }) {
  if (word) {
    return (
      <Empty
        icon="search"
        title={`No file name contains “${word}”`}
        action={<Button onClick={onAll}>Clear search</Button>}
      >
        Check the spelling, or look at all jobs.
      </Empty>
    );
  }
  if (filter !== "all") {
    return (
      <Empty icon="film" title={NOTHING[filter]} action={<Button onClick={onAll}>Show all jobs</Button>}>
        Other jobs may be there.
      </Empty>
    );
  }
  return (
    <Empty
      icon="film"
      title="No jobs yet"
      action={
        <ButtonLink as={Link} to="/app" $kind="primary">
          New trailer
        </ButtonLink>
      }
    >
      Drop a film and see what four different trailers make of it.
    </Empty>
  );
}
