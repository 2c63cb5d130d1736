import { Link } from "react-router";
import styled from "styled-components";

import { trailerFile, trailerNumber, variantKeys } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { hasEnded } from "../../api/watchJob";
import { Button, ButtonLink } from "../../ui/Button";
import { DownloadLink } from "../../ui/DownloadLink";
import { FileName } from "../../ui/FileName";
import { Icon } from "../../ui/Icon";
import { label, NARROW } from "../../ui/layout";
import { Menu } from "../../ui/Menu";
import { useJobView } from "./JobContext";
import { useAgain } from "./useAgain";

const Head = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  flex-wrap: wrap;
  gap: 12px 16px;
  margin-bottom: 20px;
`;

const Title = styled.div`
  flex: 1 1 320px;
  min-width: 0;
  h1 {
    display: flex;
    min-width: 0;
  }
  ${NARROW} {
    flex-basis: 100%;
    h1 bdi {
      display: block;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    h1 span {
      display: inline;
    }
  }
`;

const Crumbs = styled.nav`
  ${label}
  margin-bottom: 2px;
  a {
    color: inherit;
  }
  code {
    font-family: var(--mono);
    font-size: 12px;
  }
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  ${NARROW} {
    gap: 6px;
    a {
      padding: 0 12px;
    }
    a > svg {
      display: none;
    }
  }
`;

/** Two variants to compare: the ticked ones, filled up with the first that are ready. */
export function pairToCompare(job: Job, compared: readonly TrailerId[]): [TrailerId, TrailerId] | null {
  const ready = variantKeys(job.deliverables);
  const ticked = compared.filter((id) => ready.includes(id));
  const [left, right] = [...ticked, ...ready.filter((id) => !ticked.includes(id))]
    .slice(0, 2)
    .sort((a, b) => (trailerNumber(a) ?? 0) - (trailerNumber(b) ?? 0));
  return left && right ? [left, right] : null;
}

/** Address of the comparison of two variants; they are counted from 0 in it. */
export function compareAddress(jobId: string, [left, right]: [TrailerId, TrailerId]): string {
  const index = (id: TrailerId) => (trailerNumber(id) ?? 1) - 1;
  return `/app/jobs/${jobId}/compare?left=${index(left)}&right=${index(right)}`;
}

interface Props {
  cancelling: boolean;
  onCancel: () => void;
  onDelete: () => void;
}

export function JobHead({ cancelling, onCancel, onDelete }: Props) {
  const { job, compared } = useJobView();
  const { another } = useAgain(job);
  const pair = pairToCompare(job, compared);
  const primary = trailerFile(job, "primary");
  return (
    <Head>
      <Title>
        <Crumbs aria-label="Place">
          <Link to="/app/jobs">Jobs</Link> / <code>{job.jobId}</code>
        </Crumbs>
        <h1>
          <FileName name={job.input.sourceFile} />
        </h1>
      </Title>
      <Actions>
        {hasEnded(job) ? (
          <>
            {pair ? (
              <ButtonLink as={Link} to={compareAddress(job.jobId, pair)}>
                <Icon name="compare" /> Compare {compared.length === 2 ? "2" : ""}
              </ButtonLink>
            ) : null}
            {primary?.downloadUrl ? (
              <DownloadLink path={primary.downloadUrl} $kind="primary">
                <Icon name="download" /> Download primary
              </DownloadLink>
            ) : null}
            <Menu
              label="More"
              items={[
                { name: "New trailer with these options", icon: <Icon name="again" />, onChoose: another },
                { name: "Delete job", icon: <Icon name="trash" />, onChoose: onDelete, danger: true },
              ]}
            />
          </>
        ) : (
          <Button $kind="danger" disabled={cancelling} onClick={onCancel}>
            <Icon name="cross" /> {cancelling ? "Cancelling" : "Cancel job"}
          </Button>
        )}
      </Actions>
    </Head>
  );
}
