import styled from "styled-components";

import type { Mode } from "../../api/types";
import { Label, label } from "../../ui/layout";
import { Segmented } from "../../ui/Segmented";

const NAMES: Record<Mode, string> = { local: "This machine", aws: "AWS", mock: "Simulated" };

const TEXTS: Record<Mode, string> = {
  local: "Shots, motion, light and sound are measured here.",
  aws: "Frames of the film, and what else is switched on, go to your AWS account.",
  mock: "A simulation: scenes and scores are invented, the cuts are real.",
};

const Note = styled.p<{ $simulated: boolean }>`
  ${label}
  margin-top: 10px;
  ${({ $simulated }) => ($simulated ? "color: var(--sim);" : "")}
`;

const Simulated = styled.span`
  padding: 0 6px;
  margin: 0 -6px;
  border: 1px dashed var(--sim);
  border-radius: 10px;
  color: var(--sim);
`;

interface Props {
  modes: readonly Mode[];
  /** null where the service did not say which there are. */
  value: Mode | null;
  onChange: (mode: Mode) => void;
}

/** Who looks at the film. */
export function AnalysisMode({ modes, value, onChange }: Props) {
  return (
    <>
      <Label as="p">Analysis</Label>
      {value === null ? (
        <p>As the service is set</p>
      ) : (
        <>
          <Segmented
            name="Analysis"
            value={value}
            onChange={onChange}
            choices={modes.map((mode) => ({
              value: mode,
              label: mode === "mock" ? <Simulated>{NAMES[mode]}</Simulated> : NAMES[mode],
              spoken: NAMES[mode],
            }))}
          />
          <Note $simulated={value === "mock"}>{TEXTS[value]}</Note>
        </>
      )}
    </>
  );
}
