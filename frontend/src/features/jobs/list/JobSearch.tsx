import { useRef } from "react";
import styled from "styled-components";

import { Icon } from "../../../ui/Icon";
import { NARROW } from "../../../ui/layout";
import { useShortcuts } from "../../../ui/shortcuts";

const Frame = styled.label`
  display: flex;
  align-items: center;
  gap: 8px;
  width: 300px;
  height: 36px;
  padding: 0 12px;
  border: 1px solid var(--line3);
  border-radius: var(--r-control);
  background: var(--surface);
  color: var(--ink3);
  &:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  input {
    flex: 1;
    min-width: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink);
    outline: none;
  }
  input::placeholder {
    color: var(--ink3);
    opacity: 1;
  }
  svg {
    flex: none;
  }
  ${NARROW} {
    width: 100%;
  }
`;

export function JobSearch({ word, onWord }: { word: string; onWord: (word: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => field.current?.focus() });
  return (
    <Frame>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        value={word}
        placeholder="Search by file name"
        aria-label="Search by file name"
        onChange={(event) => onWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onWord("");
        }}
      />
    </Frame>
  );
}
