import styled from "styled-components";

import { exactClock, points, shortSeconds } from "../../../ui/format";
import { Chip, NARROW, Unseen } from "../../../ui/layout";
import { Tag } from "../../../ui/Tag";
import { KeyFrame } from "../KeyFrame";
import { SceneButton } from "./listParts";
import type { SceneRowData } from "./sceneRows";

const Line = styled.tr<{ $selected: boolean }>`
  cursor: pointer;
  background: ${({ $selected }) => ($selected ? "var(--sunk)" : "none")};
  &:hover {
    background: color-mix(in srgb, var(--sunk) 60%, transparent);
  }
`;

const OneLine = styled.div`
  display: flex;
  gap: 5px;
  max-height: 20px;
  flex-wrap: wrap;
  overflow: hidden;
`;

const Tags = styled.div`
  display: inline-flex;
  justify-content: flex-end;
  gap: 4px;
  vertical-align: middle;
  ${NARROW} {
    flex-wrap: wrap;
    width: max-content;
    max-width: 44px;
  }
`;

const Dim = styled.span`
  color: var(--ink3);
`;

interface Props {
  row: SceneRowData;
  /** Counted from 1, with the head. */
  index: number;
  selected: boolean;
  onSelect: (id: string) => void;
}

export function SceneRow({ row, index, selected, onSelect }: Props) {
  return (
    <Line
      $selected={selected}
      aria-rowindex={index}
      aria-current={selected || undefined}
      onClick={() => onSelect(row.id)}
    >
      <td>
        <KeyFrame scene={row.id} />
      </td>
      <td>
        <SceneButton scene={row.id}>
          <Unseen>Scene</Unseen> {row.number}
        </SceneButton>
      </td>
      <td>{exactClock(row.start)}</td>
      <td>{shortSeconds(row.seconds)}</td>
      <td className="wide">{row.emotions.join(", ")}</td>
      <td className="wide">
        <OneLine title={[...row.labels, ...row.people].join(", ")}>
          {row.labels.map((name) => (
            <Chip key={name}>{name}</Chip>
          ))}
          {row.people.map((name) => (
            <Chip key={`person ${name}`}>{name}</Chip>
          ))}
        </OneLine>
      </td>
      <td className="figure">{row.score === null ? <Dim>none</Dim> : points(row.score)}</td>
      <td className="figure">
        {row.takers.length ? (
          <Tags>
            {row.takers.map((id) => (
              <Tag key={id} id={id} />
            ))}
          </Tags>
        ) : (
          <Dim title={row.keptOut ?? undefined}>{row.keptOut ? "left out" : "none"}</Dim>
        )}
      </td>
    </Line>
  );
}
