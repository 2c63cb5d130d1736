import type { ReactNode } from "react";
import styled from "styled-components";

import { Icon, type IconName } from "./Icon";
import { Row, small } from "./layout";

export type Tone = "bad" | "warn" | "ok" | "plain";

const GROUND: Record<Tone, string> = {
  bad: "var(--bad-bg)",
  warn: "var(--warn-bg)",
  ok: "var(--ok-bg)",
  plain: "var(--surface)",
};
const MARK: Record<Tone, string> = { bad: "var(--bad)", warn: "var(--warn)", ok: "var(--ok)", plain: "var(--ink2)" };

const Frame = styled.div<{ $tone: Tone }>`
  display: flex;
  gap: 12px;
  align-items: flex-start;
  padding: 14px 16px;
  border: 1px solid color-mix(in srgb, ${({ $tone }) => MARK[$tone]} 30%, transparent);
  border-radius: var(--r-card);
  background: ${({ $tone }) => GROUND[$tone]};
  overflow-wrap: anywhere;
  > svg {
    flex: none;
    margin-top: 1px;
    color: ${({ $tone }) => MARK[$tone]};
  }
`;

const Words = styled.div`
  flex: 1;
  min-width: 0;
`;

const Text = styled.div`
  ${small}
  margin-top: 2px;
  color: var(--ink2);
`;

const Said = styled.p`
  margin-top: 6px;
  font-size: 12px;
  line-height: 16px;
  color: var(--ink2);
`;

const Actions = styled(Row)`
  margin-top: 12px;
`;

interface Props {
  tone: Tone;
  icon: IconName;
  title: string;
  children?: ReactNode;
  /** The service's own sentence, where the contract fixes one. */
  said?: string | null;
  actions?: ReactNode;
}

/** What happened, then what to do next. Whoever shows it tells those who listen. */
export function Banner({ tone, icon, title, children, said, actions }: Props) {
  return (
    <Frame $tone={tone}>
      <Icon name={icon} size={20} />
      <Words>
        <h3>{title}</h3>
        {children ? <Text>{children}</Text> : null}
        {said ? <Said>{said}</Said> : null}
        {actions ? (
          <Actions $gap={8} $wrap>
            {actions}
          </Actions>
        ) : null}
      </Words>
    </Frame>
  );
}
