import type { ReactNode } from "react";
import styled from "styled-components";

import { NARROW, small } from "../../../ui/layout";
import { useJobView } from "../JobContext";

export const List = styled.ol`
  min-width: 0;
`;

export const ListItem = styled.li`
  display: flex;
  align-items: center;
  gap: 12px;
  min-height: 53px;
  padding: 8px 16px;
  border-bottom: 1px solid var(--line);
  ${small}
  &:last-child {
    border-bottom: 0;
  }
  > i {
    width: 18px;
    font-style: normal;
    text-align: right;
    color: var(--ink3);
  }
  ${NARROW} {
    padding: 8px 12px;
  }
`;

export const More = styled.div`
  display: flex;
  justify-content: center;
  padding: 8px;
  border-top: 1px solid var(--line);
`;

const Plain = styled.button`
  padding: 0;
  border: 0;
  background: none;
  text-align: left;
  font-weight: 500;
  &:hover {
    text-decoration: underline;
  }
  small {
    font-size: 12px;
    font-weight: 400;
    color: var(--ink3);
  }
`;

/** A scene's name, which selects it: the strip and its inspector show it. */
export function SceneButton({ scene, children }: { scene: string; children: ReactNode }) {
  const { scene: selected, selectScene } = useJobView();
  return (
    <Plain type="button" aria-pressed={scene === selected} onClick={() => selectScene(scene)}>
      {children}
    </Plain>
  );
}
