import styled from "styled-components";

import { NARROW } from "../../ui/layout";
import { Tag } from "../../ui/Tag";
import type { Strip } from "./model";
import type { Row, Rows } from "./rows";

const Name = styled.div<{ $row: Row }>`
  position: absolute;
  left: 0;
  right: 12px;
  top: ${({ $row }) => $row.y + $row.height / 2 - 10}px;
  height: 20px;
  display: flex;
  align-items: center;
  gap: 8px;
  font-size: 12px;
  color: var(--ink2);
  white-space: nowrap;
  ${NARROW} {
    right: 0;
  }
`;

const Cut = styled.span`
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
`;

const Mark = styled.span`
  display: flex;
  ${NARROW} {
    transform: scale(0.8);
    transform-origin: left center;
  }
`;

interface Props {
  strip: Strip;
  rows: Rows;
  narrow: boolean;
}

/** Names of the rows; numbers alone where there is no room. */
export function StripGutter({ strip, rows, narrow }: Props) {
  return (
    <>
      {narrow ? null : <Name $row={rows.film}>Film</Name>}
      {narrow ? null : <Name $row={rows.curve}>Intensity</Name>}
      {strip.lanes.map((lane, index) => {
        const row = rows.lanes[index];
        if (!row || (narrow && lane.id === "primary")) return null;
        return (
          <Name key={lane.id} $row={row}>
            {lane.id === "primary" ? null : (
              <Mark>
                <Tag id={lane.id} />
              </Mark>
            )}
            {narrow ? null : <Cut title={lane.name}>{lane.name}</Cut>}
          </Name>
        );
      })}
    </>
  );
}
