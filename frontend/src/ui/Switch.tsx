import type { ReactNode } from "react";
import styled from "styled-components";

const Line = styled.label`
  display: inline-flex;
  align-items: center;
  gap: 10px;
  min-height: 32px;
  font-size: 13px;
  line-height: 18px;
  cursor: pointer;
  &:has(:disabled) {
    cursor: default;
  }
`;

const Box = styled.input`
  appearance: none;
  position: relative;
  flex: none;
  width: 30px;
  height: 18px;
  margin: 0;
  border-radius: 9px;
  background: var(--line3);
  cursor: inherit;
  transition: background-color var(--quick);
  &::after {
    content: "";
    position: absolute;
    left: 2px;
    top: 2px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--on-accent);
    transition: translate var(--quick);
  }
  &:checked {
    background: var(--accent);
  }
  &:checked::after {
    translate: 12px 0;
  }
`;

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

export function Switch({ checked, onChange, children }: Props) {
  return (
    <Line>
      <Box type="checkbox" role="switch" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </Line>
  );
}
