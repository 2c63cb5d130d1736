import styled from "styled-components";

import { Icon } from "./Icon";

const Frame = styled.span`
  position: relative;
  display: block;
  svg {
    position: absolute;
    right: 10px;
    top: 10px;
    pointer-events: none;
  }
`;

const Field = styled.select`
  appearance: none;
  width: 100%;
  height: 36px;
  padding: 0 32px 0 12px;
  border: 1px solid var(--line3);
  border-radius: var(--r-control);
  background: var(--surface);
  text-overflow: ellipsis;
`;

interface Props {
  id: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function Select({ id, value, choices, onChange }: Props) {
  return (
    <Frame>
      <Field id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Field>
      <Icon name="chevron" />
    </Frame>
  );
}
