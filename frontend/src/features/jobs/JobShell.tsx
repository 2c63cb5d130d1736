import { Link, useParams } from "react-router";

import { ButtonLink } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/layout";
import { useTitle } from "../../ui/useTitle";
import { JobFrame } from "./JobFrame";
import { JobSkeleton } from "./JobSkeleton";
import { useJob } from "./useJob";

/** A job's address: finds it, and gives it to the pages that live under it. */
export function JobShell() {
  const { id = "" } = useParams();
  const found = useJob(id);
  if (found.state === "loading") return <JobSkeleton />;
  if (found.state === "unknown") return <UnknownJob />;
  return <JobFrame key={id} job={found.job} />;
}

function UnknownJob() {
  useTitle("No such job");
  return (
    <Page id="content">
      <Empty
        page
        icon="search"
        title="This job does not exist"
        action={
          <ButtonLink as={Link} to="/app/jobs">
            Open jobs
          </ButtonLink>
        }
      >
        It was deleted, or the address is wrong.
      </Empty>
    </Page>
  );
}
