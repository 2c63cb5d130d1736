import styled from "styled-components";

import type { Job } from "../../api/types";
import { took } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { small, Unseen } from "../../ui/layout";
import { Ring } from "../../ui/Ring";
import { type StageRow, stageRows, type StageState } from "./stages";

const List = styled.ol`
  display: grid;
  gap: 0;
`;

const Item = styled.li<{ $state: StageState }>`
  position: relative;
  display: grid;
  grid-template-columns: 22px minmax(0, 1fr) auto;
  gap: 0 12px;
  min-height: 66px;
  padding-bottom: 12px;
  color: ${({ $state }) => ($state === "waiting" || $state === "skipped" ? "var(--ink3)" : "var(--ink)")};
  &:last-child {
    min-height: 22px;
    padding-bottom: 0;
  }
  &:not(:last-child)::before {
    content: "";
    position: absolute;
    left: 10.5px;
    top: 26px;
    bottom: 4px;
    width: 1px;
    background: var(--line2);
  }
  p {
    ${small}
    color: ${({ $state }) => ($state === "waiting" || $state === "skipped" ? "var(--ink3)" : "var(--ink2)")};
    overflow-wrap: anywhere;
  }
  time {
    ${small}
    color: var(--ink3);
  }
`;

const Mark = styled.span<{ $state: StageState }>`
  display: grid;
  place-items: center;
  width: 22px;
  height: 22px;
  border-radius: 50%;
  border: ${({ $state }) => ($state === "waiting" || $state === "skipped" ? "1.5px solid var(--line2)" : "0")};
  background: ${({ $state }) => ($state === "done" ? "var(--sunk)" : $state === "failed" ? "var(--bad-bg)" : "none")};
  color: ${({ $state }) => ($state === "failed" ? "var(--bad)" : "var(--ok)")};
`;

const SPOKEN: Record<StageState, string> = {
  waiting: "waiting",
  running: "running",
  done: "done",
  failed: "failed",
  skipped: "skipped",
};

/** The seven stages; the one that runs is marked as the current step. */
export function StageList({ job }: { job: Job }) {
  return (
    <List aria-label="Stages">
      {stageRows(job).map((row) => (
        <Row key={row.stage} row={row} />
      ))}
    </List>
  );
}

function Row({ row }: { row: StageRow }) {
  const { name, state, text, seconds } = row;
  return (
    <Item $state={state} aria-current={state === "running" ? "step" : undefined}>
      <Mark $state={state}>
        {state === "running" ? <Ring size={22} /> : null}
        {state === "done" ? <Icon name="check" size={13} /> : null}
        {state === "failed" ? <Icon name="cross" size={12} /> : null}
      </Mark>
      <div>
        {name}
        <Unseen>, {SPOKEN[state]}</Unseen>
        {text ? <p>{text}</p> : null}
      </div>
      {seconds !== null && state === "done" ? <time>{took(seconds)}</time> : null}
    </Item>
  );
}
