import { Fragment } from "react";
import styled from "styled-components";

import type { Scene } from "../../api/types";
import { Chip, label, Row } from "../../ui/layout";
import { measuresOf } from "./measures";
import { Bar } from "../../ui/Bar";
import type { StripScene } from "./model";
import { InspectorHead } from "./inspectorParts";

const Grid = styled.div`
  display: grid;
  grid-template-columns: 56px minmax(0, 1fr) auto;
  gap: 5px 8px;
  align-items: center;
  font-size: 12px;
  line-height: 16px;
  color: var(--ink2);
`;

const Value = styled.span`
  min-width: 26px;
  text-align: right;
`;

const Missing = styled.span`
  ${label}
  grid-column: 2 / 4;
  &:first-child {
    grid-column: 1 / 4;
  }
`;

const Title = styled.div`
  display: flex;
  justify-content: space-between;
  gap: 8px;
  margin-bottom: 10px;
`;

const Rank = styled.span`
  font-size: 13px;
  color: var(--ink3);
`;

const Chips = styled(Row)`
  margin-bottom: 14px;
`;

const Weight = styled.span`
  margin-left: 5px;
  color: var(--ink3);
`;

interface Props {
  scene: StripScene;
  facts: Scene | null;
  ranked: number;
  simulated: boolean;
}

/** What the machine saw in a scene. */
export function SceneFacts({ scene, facts, ranked, simulated }: Props) {
  const measures = measuresOf(facts?.signals);
  const found = [...(facts?.emotions ?? []), ...(facts?.labels ?? [])];
  const sure = new Map(facts?.evidence?.map((finding) => [finding.name, finding.confidence]));
  return (
    <div>
      <Title>
        <h3>Scene {scene.number}</h3>
        <Rank>
          {scene.keptOut !== null ? "left out" : scene.rank === null ? "" : `rank ${scene.rank} of ${ranked}`}
        </Rank>
      </Title>
      <Chips $gap={5} $wrap>
        {found.map((name, index) => (
          <Chip key={`${name} ${index}`}>
            {name}
            {sure.has(name) ? <Weight>{Math.round((sure.get(name) ?? 0) * 100)}</Weight> : null}
          </Chip>
        ))}
      </Chips>
      <InspectorHead>Measured</InspectorHead>
      <Grid>
        {measures.length === 0 ? (
          <Missing>
            Motion, light, sound and speech were not measured{simulated ? ": this analysis is simulated." : "."}
          </Missing>
        ) : (
          measures.map(({ name, value }) => (
            <Fragment key={name}>
              <span>{name}</span>
              {value === null ? (
                <Missing>not measured</Missing>
              ) : (
                <>
                  <Bar percent={value * 100} colour="var(--ink2)" />
                  <Value>{Math.round(value * 100)}</Value>
                </>
              )}
            </Fragment>
          ))
        )}
      </Grid>
    </div>
  );
}
