import styled from "styled-components";

import type { TrailerId } from "../api/types";
import { trailerNumber } from "../api/trailers";

const Box = styled.span<{ $tone: string }>`
  display: inline-flex;
  align-items: center;
  justify-content: center;
  flex: none;
  width: 20px;
  height: 20px;
  border-radius: var(--r-chip);
  background: ${({ $tone }) => $tone};
  color: var(--on-tag);
  font-size: 12px;
  line-height: 20px;
  font-weight: 700;
`;

/** The colour of a trailer's lane, card and tag; further variants take the four in turn. */
export function laneColour(id: TrailerId): string {
  const number = trailerNumber(id);
  return number === null ? "var(--primary)" : `var(--v${(number - 1) % 4})`;
}

export function tagColour(id: TrailerId): string {
  const number = trailerNumber(id);
  return number === null ? "var(--primary)" : `var(--v${(number - 1) % 4}-tag)`;
}

/** The number of a variant on its colour, or P. */
export function Tag({ id }: { id: TrailerId }) {
  return <Box $tone={tagColour(id)}>{trailerNumber(id) ?? "P"}</Box>;
}
