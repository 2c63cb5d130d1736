import styled, { css } from "styled-components";

import type { Job } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { label, Unseen } from "../../ui/layout";
import { type PillKind, pillsOf, type PillText, spoken } from "./providers";

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
`;

const LOOKS: Record<PillKind, ReturnType<typeof css>> = {
  real: css`
    border: 1px solid var(--line);
    color: var(--ink2);
    b {
      color: var(--ink);
    }
  `,
  simulated: css`
    border: 1px dashed var(--sim);
    background: var(--sim-bg);
    color: var(--sim);
  `,
  fallback: css`
    border: 1px solid color-mix(in srgb, var(--warn) 45%, transparent);
    background: var(--warn-bg);
    color: var(--warn);
  `,
  off: css`
    border: 1px solid var(--line);
    color: var(--ink3);
  `,
};

const Pill = styled.li<{ $kind: PillKind }>`
  display: inline-flex;
  align-items: center;
  gap: 6px;
  min-height: 26px;
  padding: 4px 10px;
  border-radius: 13px;
  font-size: 12px;
  line-height: 16px;
  b {
    font-weight: 600;
  }
  ${({ $kind }) => LOOKS[$kind]}
`;

const Reason = styled.p`
  ${label}
  margin-top: 10px;
  color: var(--ink2);
  overflow-wrap: anywhere;
`;

/** What really ran: dashed violet where it was simulated, amber with a bent arrow where it fell back. */
export function ProviderPills({ job }: { job: Job }) {
  const pills = pillsOf(job);
  const reasons = [...new Set(pills.map(({ reason }) => reason).filter(Boolean))];
  return (
    <>
      <List aria-label="What really ran">
        {pills.map((pill) => (
          <OnePill key={pill.key} pill={pill} />
        ))}
      </List>
      {reasons.length ? <Reason>{reasons.join(" ")}</Reason> : null}
    </>
  );
}

function OnePill({ pill }: { pill: PillText }) {
  return (
    <Pill $kind={pill.kind} title={pill.key}>
      <Unseen>{spoken(pill)}</Unseen>
      <b aria-hidden="true">{pill.name}</b>
      <span aria-hidden="true">{pill.kind === "off" ? "off" : pill.on}</span>
      {pill.from ? (
        <>
          <Icon name="bent" size={13} />
          <span aria-hidden="true">fell back from {pill.from}</span>
        </>
      ) : null}
    </Pill>
  );
}
