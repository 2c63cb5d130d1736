import { memo, useId, useMemo } from "react";
import styled from "styled-components";

import type { TrailerId } from "../../api/types";
import { laneColour } from "../../ui/Tag";
import { rangesPath } from "./ranges";
import type { Strip } from "./model";
import { overlaps } from "./overlap";
import type { Rows } from "./rows";
import { type Scale, toX } from "./scale";

const Clips = styled.path<{ $faint: number }>`
  opacity: ${({ $faint }) => $faint};
  transition: opacity var(--quick);
`;

interface Props {
  strip: Strip;
  scale: Scale;
  rows: Rows;
  /** Trailers whose lanes stay full; null for all. */
  lit: readonly TrailerId[] | null;
  /** Opacity of the others. */
  faint: number;
}

/** What each trailer took, one path a lane; hatched and tied where two variants share a moment. */
export const Lanes = memo(function Lanes({ strip, scale, rows, lit, faint }: Props) {
  const hatch = `hatch${useId().replaceAll(":", "")}`;
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2.4" height="6" fill="var(--surface)" opacity="0.85" />
        </pattern>
      </defs>
      {strip.lanes.map((lane, index) => {
        const row = rows.lanes[index];
        return row ? (
          <g key={lane.id}>
            <rect y={row.y} width={scale.width} height={row.height} rx="2" fill="var(--sunk)" />
            <Clips
              $faint={lit === null || lit.includes(lane.id) ? 1 : faint}
              d={rangesPath(lane.clips, scale, row.y, row.height)}
              fill={laneColour(lane.id)}
            />
          </g>
        ) : null;
      })}
      <Shared strip={strip} scale={scale} rows={rows} hatch={hatch} />
    </>
  );
});

function Shared({ strip, scale, rows, hatch }: Pick<Props, "strip" | "scale" | "rows"> & { hatch: string }) {
  const found = useMemo(() => overlaps(strip.lanes), [strip.lanes]);
  return found.map(({ upper, lower, start, end }) => {
    const [above, below] = [rows.lanes[upper], rows.lanes[lower]];
    if (!above || !below || end <= scale.from || start >= scale.to) return null;
    const x = toX(scale, start);
    const width = Math.max(2, toX(scale, end) - x);
    const top = above.y + above.height;
    return (
      <g key={`${upper} ${lower} ${start}`}>
        <rect x={x} y={top} width={width} height={below.y - top} fill="var(--line2)" opacity="0.7" />
        <rect x={x} y={above.y} width={width} height={above.height} fill={`url(#${hatch})`} />
        <rect x={x} y={below.y} width={width} height={below.height} fill={`url(#${hatch})`} />
      </g>
    );
  });
}
