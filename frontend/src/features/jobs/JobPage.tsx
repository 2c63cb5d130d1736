import { useState } from "react";
import { useNavigate } from "react-router";
import styled from "styled-components";

import { PRIMARY, trailerFile, variantIds } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { hasEnded } from "../../api/watchJob";
import { NARROW, Page, Small, Unseen } from "../../ui/layout";
import { DownloadLink } from "../../ui/DownloadLink";
import { Icon } from "../../ui/Icon";
import { useShortcuts } from "../../ui/shortcuts";
import { useTitle } from "../../ui/useTitle";
import { Player, VariantCard } from "../player";
import { FilmStrip } from "../storyboard";
import { EndDialog } from "./EndDialog";
import { FailurePanel } from "./FailurePanel";
import { useJobView } from "./JobContext";
import { compareAddress, JobHead, pairToCompare } from "./JobHead";
import { Halves, StageGrid, VariantGrid } from "./jobLayout";
import { ProgressPanel } from "./ProgressPanel";
import { AssemblyPlan } from "./results/AssemblyPlan";
import { FilesMatrix } from "./results/FilesMatrix";
import { RankingList } from "./results/RankingList";
import { SceneTable } from "./results/SceneTable";
import { SectionNav } from "./SectionNav";
import { SummaryPanel } from "./SummaryPanel";
import { useTrailerKeys } from "./useTrailerKeys";

const Main = styled.div<{ $first: boolean }>`
  min-width: 0;
  ${NARROW} {
    order: ${({ $first }) => ($first ? 0 : 1)};
  }
`;

const Early = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  margin-top: 12px;
`;

function titleOf(job: Job): string {
  if (job.status === "completed") return `Ready · ${job.input.sourceFile}`;
  if (hasEnded(job)) return `${job.status === "failed" ? "Failed" : "Cancelled"} · ${job.input.sourceFile}`;
  return `${Math.min(99, Math.floor(job.progress.percent))}% · ${job.input.sourceFile}`;
}

function sectionsOf(job: Job) {
  return [
    { id: "trailers", name: "Trailers" },
    job.analysis ? { id: "strip", name: "Film strip" } : null,
    job.personalization ? { id: "ranking", name: "Ranking" } : null,
    job.assembly ? { id: "assembly", name: "Assembly" } : null,
    job.analysis ? { id: "scenes", name: "Scenes" } : null,
    job.deliverables ? { id: "files", name: "Files" } : null,
  ].filter((section) => section !== null);
}

/** One job, whatever its state: the same places from the first second to the last. */
export function JobPage() {
  const { job, compared } = useJobView();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"cancel" | "delete" | null>(null);
  const [ending, setEnding] = useState(false);
  const cancelling = ending && !hasEnded(job);
  useTitle(titleOf(job));
  useTrailerKeys();
  useShortcuts({
    v: () => {
      const pair = pairToCompare(job, compared);
      if (pair && compared.length === 2) void navigate(compareAddress(job.jobId, pair));
    },
  });
  return (
    <Page id="content">
      <JobHead cancelling={cancelling} onCancel={() => setAsking("cancel")} onDelete={() => setAsking("delete")} />
      {hasEnded(job) && job.deliverables ? <SectionNav sections={sectionsOf(job)} /> : null}
      <Trailers cancelling={cancelling} onDelete={() => setAsking("delete")} />
      <Results />
      {asking ? (
        <EndDialog
          job={{ jobId: job.jobId, name: job.input.sourceFile, completed: job.status === "completed" }}
          deed={asking}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            if (asking === "delete") void navigate("/app/jobs", { replace: true });
            else setEnding(true);
          }}
        />
      ) : null}
    </Page>
  );
}

function Trailers({ cancelling, onDelete }: { cancelling: boolean; onDelete: () => void }) {
  const { job } = useJobView();
  const completed = job.status === "completed";
  const primary = trailerFile(job, PRIMARY);
  const ended = hasEnded(job);
  if (ended && !primary && !completed) {
    return (
      <section id="trailers" aria-label="Trailers">
        <FailurePanel wide onDelete={onDelete} />
      </section>
    );
  }
  return (
    <>
      <StageGrid id="trailers" aria-label="Trailers">
        <Main $first={completed}>
          <Player trailer={PRIMARY} />
          {primary?.downloadUrl && !ended ? <EarlyTrailer path={primary.downloadUrl} /> : null}
        </Main>
        {completed ? (
          <SummaryPanel />
        ) : ended ? (
          <FailurePanel onDelete={onDelete} />
        ) : (
          <ProgressPanel cancelling={cancelling} />
        )}
      </StageGrid>
      <Variants />
    </>
  );
}

function EarlyTrailer({ path }: { path: string }) {
  return (
    <Early>
      <div>
        <h2>Primary trailer</h2>
        <Small>Ready to watch while the rest renders</Small>
      </div>
      <DownloadLink path={path}>
        <Icon name="download" /> Download
      </DownloadLink>
    </Early>
  );
}

/** Four before they are planned: so many there mostly are, and the page does not jump. */
const USUAL: readonly TrailerId[] = ["variant_0", "variant_1", "variant_2", "variant_3"];

function Variants() {
  const { job } = useJobView();
  const planned = variantIds(job);
  const ids = planned.length || hasEnded(job) ? planned : USUAL;
  return (
    <>
      <Unseen as="h2">Variants</Unseen>
      <VariantGrid>
        {ids.map((id) => (
          <li key={id}>
            <VariantCard id={id} />
          </li>
        ))}
      </VariantGrid>
    </>
  );
}

function Results() {
  const { job } = useJobView();
  return (
    <>
      {job.analysis || !hasEnded(job) ? <FilmStrip /> : null}
      {job.personalization ? (
        <Halves>
          <RankingList />
          {job.assembly ? <AssemblyPlan /> : null}
        </Halves>
      ) : null}
      {job.analysis ? <SceneTable /> : null}
      {job.deliverables ? <FilesMatrix /> : null}
    </>
  );
}
