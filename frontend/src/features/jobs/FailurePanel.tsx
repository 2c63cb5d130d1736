import { useState } from "react";
import styled from "styled-components";

import { STAGES } from "../../api/types";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Card, MIDDLE, NARROW, Small } from "../../ui/layout";
import { failureText } from "./failureText";
import { useJobView } from "./JobContext";
import { StageList } from "./StageList";
import { STAGE_NAMES, stageRows, type StageState } from "./stages";
import { useAgain } from "./useAgain";

const Panel = styled(Card)<{ $wide: boolean }>`
  display: grid;
  grid-template-columns: ${({ $wide }) => ($wide ? "minmax(0, 1fr) 376px" : "minmax(0, 1fr)")};
  align-content: start;
  gap: 16px 40px;
  padding: 20px;
  ${MIDDLE} {
    grid-template-columns: minmax(0, 1fr);
  }
  ${NARROW} {
    padding: 16px;
  }
`;

const COLOURS: Record<StageState, string> = {
  done: "var(--ok)",
  failed: "var(--bad)",
  running: "var(--link)",
  waiting: "var(--line2)",
  skipped: "var(--line2)",
};

const PIECE = 100 / STAGES.length;

const Words = styled.div`
  display: grid;
  align-content: start;
  gap: 16px;
  min-width: 0;
`;

const Track = styled.svg`
  width: 100%;
  height: 6px;
  margin-bottom: -8px;
`;

interface Props {
  /** It has the page's whole width. */
  wide?: boolean;
  onDelete: () => void;
}

/** Why the job ended without all of its trailers, and what can be done now. */
export function FailurePanel({ wide = false, onDelete }: Props) {
  const { job } = useJobView();
  const { again, another } = useAgain(job);
  const { title, text, fault, said } = failureText(job);
  const stage = job.error?.stage ?? job.progress.stage;
  const rows = stageRows(job);
  const cancelled = job.status === "cancelled";
  return (
    <Panel $wide={wide}>
      <Words>
        <Track viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          {rows.map(({ stage: name, state }, place) => (
            <rect key={name} x={place * PIECE} width={PIECE - 1} height="1" fill={COLOURS[state]} />
          ))}
        </Track>
        <Small>
          {cancelled ? "Cancelled" : "Stopped"} at stage {STAGES.indexOf(stage) + 1} of {STAGES.length},{" "}
          {STAGE_NAMES[stage]}
        </Small>
        <Banner
          tone={cancelled ? "plain" : "bad"}
          icon={cancelled ? "cross" : fault === "film" ? "film" : "warning"}
          title={title}
          said={said}
          actions={
            <>
              {fault === "film" ? (
                <Button $size="small" onClick={another}>
                  <Icon name="upload" /> Choose another film
                </Button>
              ) : (
                <Button $size="small" onClick={again}>
                  <Icon name="again" /> {cancelled ? "Start again" : "Try again"}
                </Button>
              )}
              {fault === "ours" ? (
                <CopyDetails />
              ) : (
                <Button $size="small" $kind="ghost" onClick={onDelete}>
                  <Icon name="trash" /> Delete job
                </Button>
              )}
            </>
          }
        >
          {text}
        </Banner>
      </Words>
      <StageList job={job} />
    </Panel>
  );
}

function CopyDetails() {
  const { job } = useJobView();
  const [state, setState] = useState<"ready" | "copied" | "shown">("ready");
  const details = `job ${job.jobId}, code ${job.error?.code ?? "unknown"}, stage ${job.error?.stage ?? job.progress.stage}`;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(details);
      setState("copied");
    } catch {
      // A clipboard is for secure origins alone: then the words themselves.
      setState("shown");
    }
  }

  if (state === "shown") return <Small>{details}</Small>;
  return (
    <Button $size="small" onClick={() => void copy()}>
      {state === "copied" ? "Copied" : "Copy details"}
    </Button>
  );
}
