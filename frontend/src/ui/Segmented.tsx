import { type ReactNode, useId } from "react";
import styled from "styled-components";

const Group = styled.fieldset<{ $fill: boolean }>`
  display: ${({ $fill }) => ($fill ? "flex" : "inline-flex")};
  max-width: 100%;
  gap: 2px;
  padding: 3px;
  border-radius: var(--r-control);
  background: var(--sunk);
  overflow-x: auto;
  scrollbar-width: none;
`;

const Choice = styled.label<{ $fill: boolean }>`
  position: relative;
  display: inline-flex;
  flex: ${({ $fill }) => ($fill ? "1 0 auto" : "none")};
  justify-content: center;
  align-items: center;
  gap: 6px;
  min-height: 30px;
  padding: 4px 10px;
  border-radius: 6px;
  font-size: 13px;
  line-height: 20px;
  font-weight: 500;
  color: var(--ink2);
  white-space: nowrap;
  cursor: pointer;
  &:has(:checked) {
    background: var(--chosen);
    color: var(--ink);
    box-shadow: 0 0 0 1px var(--line);
  }
  &:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  &:has(:disabled) {
    cursor: default;
  }
`;

const Radio = styled.input`
  position: absolute;
  inset: 0;
  margin: 0;
  opacity: 0;
  cursor: inherit;
`;

interface Props<Value extends string> {
  /** What is chosen here; said, not shown. */
  name: string;
  value: Value;
  choices: readonly { value: Value; label: ReactNode; spoken?: string }[];
  onChange: (value: Value) => void;
  fill?: boolean;
  disabled?: boolean;
}

/** One of a few, side by side: radio buttons to keyboard and reader. */
export function Segmented<Value extends string>({ name, value, choices, onChange, fill, disabled }: Props<Value>) {
  const group = useId();
  return (
    <Group $fill={fill ?? false} aria-label={name} role="radiogroup" disabled={disabled}>
      {choices.map((choice) => (
        <Choice key={choice.value} $fill={fill ?? false}>
          <Radio
            type="radio"
            name={group}
            value={choice.value}
            checked={choice.value === value}
            aria-label={choice.spoken}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </Choice>
      ))}
    </Group>
  );
}
