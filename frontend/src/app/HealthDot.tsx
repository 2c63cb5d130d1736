import { Suspense, useState } from "react";
import styled from "styled-components";

import type { Connection } from "../api/connection";
import { Button } from "../ui/Button";
import { Unseen } from "../ui/layout";
import { useConnection } from "../ui/useConnection";
import { later } from "../ui/later";

const ProblemsDialog = later(async () => (await import("./ProblemsDialog")).ProblemsDialog);

const Line = styled.span`
  display: inline-flex;
  align-items: center;
  gap: 8px;
  color: var(--ink2);
  font-size: 13px;
  line-height: 18px;
  white-space: nowrap;
`;

const Dot = styled.span<{ $colour: string }>`
  flex: none;
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: ${({ $colour }) => $colour};
`;

const Word = styled.span<{ $always: boolean }>`
  @media (max-width: 719.98px) {
    ${({ $always }) => ($always ? "" : "display: none;")}
  }
`;

function said({ state, health }: Connection): { word: string; colour: string } {
  if (state === "down") return { word: "Server unreachable", colour: "var(--bad)" };
  if (!health) return { word: "Looking", colour: "var(--line3)" };
  if (health.status === "degraded") return { word: "Degraded", colour: "var(--warn)" };
  return { word: "Ready", colour: "var(--ok)" };
}

export function HealthDot() {
  const connection = useConnection();
  const [open, setOpen] = useState(false);
  const { word, colour } = said(connection);
  const well = word === "Ready" || word === "Looking";
  const problems = connection.health?.problems ?? [];
  const line = (
    <Line>
      <Dot $colour={colour} />
      <Unseen>Service: {word}</Unseen>
      <Word $always={!well} aria-hidden="true">
        {word}
      </Word>
    </Line>
  );
  if (word !== "Degraded") return line;
  return (
    <>
      <Button $kind="ghost" $size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {line}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <ProblemsDialog problems={problems} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
