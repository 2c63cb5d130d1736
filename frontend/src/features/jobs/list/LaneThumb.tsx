import styled from "styled-components";

import { trailerNumber } from "../../../api/trailers";
import type { Spans, TrailerId } from "../../../api/types";
import { laneColour } from "../../../ui/Tag";

const Drawing = styled.svg`
  width: 100%;
  height: 28px;
`;

const WIDTH = 180;
const LANE = 4;
const STEP = 7;
const LANES: readonly TrailerId[] = ["variant_0", "variant_1", "variant_2", "variant_3"];
/** A clip is never narrower. */
const LEAST = 2;

function path(spans: readonly [number, number][], duration: number, y: number): string {
  return spans
    .map(([start, end]) => {
      const x = (WIDTH * start) / duration;
      const width = Math.max(LEAST, (WIDTH * (end - start)) / duration);
      return `M${x.toFixed(1)} ${y}h${width.toFixed(1)}v${LANE}h-${width.toFixed(1)}z`;
    })
    .join("");
}

/** What each variant took of the film, small; bare lanes until it is known. */
export function LaneThumb({ spans, duration }: { spans: Spans | null; duration: number | null }) {
  const planned = spans ? (Object.keys(spans) as TrailerId[]).filter((id) => trailerNumber(id) !== null) : [];
  const lanes = planned.length ? planned : LANES;
  return (
    <Drawing viewBox={`0 0 ${WIDTH} 28`} preserveAspectRatio="none" aria-hidden="true">
      {lanes.map((id, place) => (
        <g key={id}>
          <rect y={place * STEP} width={WIDTH} height={LANE} rx="1" fill="var(--sunk)" />
          {spans?.[id] && duration ? <path d={path(spans[id], duration, place * STEP)} fill={laneColour(id)} /> : null}
        </g>
      ))}
    </Drawing>
  );
}
