import { memo } from "react";
import styled from "styled-components";

import { clock } from "../../ui/format";
import { curvePaths } from "./curve";
import { rangesPath } from "./ranges";
import { FilmCell } from "./FilmCell";
import type { Strip, StripScene } from "./model";
import type { Rows } from "./rows";
import { type Scale, toX } from "./scale";
import { thumbs } from "./thumbs";
import { ticks } from "./ticks";

const Words = styled.text`
  font: 400 11px var(--font);
  fill: var(--ink3);
`;

interface Part {
  strip: Strip;
  scale: Scale;
  rows: Rows;
}

export const Ruler = memo(function Ruler({ scale, rows }: Omit<Part, "strip">) {
  const bottom = rows.ruler.height;
  return ticks(scale).map(({ second, x, labelled }) => (
    <g key={second}>
      <path d={`M${x.toFixed(1)} ${bottom - (labelled ? 7 : 4)}V${bottom}`} stroke="var(--line2)" />
      {labelled ? (
        <Words x={x + 4} y={13}>
          {clock(second)}
        </Words>
      ) : null}
    </g>
  ));
});

interface FramesProps extends Part {
  /** Cells are at least this wide. */
  least: number;
}

/** Key frames, cropped to their middle; and below them a tick for each scene, paler where no trailer may use it. */
export const Frames = memo(function Frames({ strip, scale, rows, least }: FramesProps) {
  const { y, height } = rows.film;
  return (
    <>
      {thumbs(strip.scenes, scale, least).map(({ x, width, scene }) => (
        <FilmCell key={scene.id} picture={scene.picture} x={x} y={y} width={width - 1} height={height} />
      ))}
      <path d={tickPath(strip.scenes, scale, rows, false)} fill="var(--line3)" />
      <path d={tickPath(strip.scenes, scale, rows, true)} fill="var(--line)" />
    </>
  );
});

function tickPath(scenes: readonly StripScene[], scale: Scale, rows: Rows, keptOut: boolean): string {
  const air = (scale.to - scale.from) / Math.max(1, scale.width);
  const ranges = scenes
    .filter((scene) => (scene.keptOut !== null) === keptOut)
    .map((scene) => ({ start: scene.start, end: Math.max(scene.start, scene.end - air) }));
  return rangesPath(ranges, scale, rows.ticks.y, rows.ticks.height);
}

export const Curve = memo(function Curve({ strip, scale, rows }: Part) {
  const { y, height } = rows.curve;
  if (!strip.intensity) {
    const why = strip.simulated ? " (simulated analysis)" : "";
    return (
      <>
        <path d={`M0 ${y + height - 8}H${scale.width}`} stroke="var(--line3)" strokeDasharray="2 4" />
        <Words x={4} y={y + height - 16}>
          Intensity was not measured{why}
        </Words>
      </>
    );
  }
  const { line, area } = curvePaths(strip.intensity, scale, y, height);
  return (
    <>
      <path d={area} fill="var(--curve-fill)" />
      <path d={line} fill="none" stroke="var(--curve)" strokeWidth="1.4" strokeLinejoin="round" />
    </>
  );
});

/** Dotted lines between early, middle and late. */
export function Thirds({ scale, rows }: Omit<Part, "strip">) {
  const last = rows.lanes.at(-1);
  const bottom = last ? last.y + last.height : rows.height;
  return [1, 2].map((third) => {
    const x = toX(scale, (scale.duration * third) / 3);
    const seen = x > 0 && x < scale.width;
    return seen ? (
      <path key={third} d={`M${x.toFixed(1)} ${rows.ticks.y}V${bottom}`} stroke="var(--line2)" strokeDasharray="2 3" />
    ) : null;
  });
}
