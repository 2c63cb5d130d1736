import type { ReactNode } from "react";
import styled from "styled-components";

import { Icon, type IconName } from "./Icon";

const Frame = styled.div`
  display: grid;
  justify-items: center;
  gap: 4px;
  padding: 64px 16px;
  text-align: center;
  overflow-wrap: anywhere;
  svg {
    color: var(--ink3);
    margin-bottom: 8px;
  }
  p {
    color: var(--ink2);
    max-width: 46ch;
  }
`;

const Title = styled.h2`
  font-size: 16px;
  line-height: 24px;
`;

const Action = styled.div`
  margin-top: 16px;
`;

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all that the page says. */
  page?: boolean;
}

export function Empty({ icon, title, children, action, page = false }: Props) {
  return (
    <Frame>
      <Icon name={icon} size={28} />
      <Title as={page ? "h1" : "h2"}>{title}</Title>
      <p>{children}</p>
      {action ? <Action>{action}</Action> : null}
    </Frame>
  );
}
