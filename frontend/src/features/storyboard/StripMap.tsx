import { type PointerEvent, useRef } from "react";
import styled from "styled-components";

import { laneColour } from "../../ui/Tag";
import { rangesPath } from "./ranges";
import type { Strip } from "./model";
import { fit, isFit, panTo, type Scale, toX } from "./scale";

export const MAP_HEIGHT = 22;

const Box = styled.svg`
  cursor: grab;
  touch-action: pan-y;
  &:active {
    cursor: grabbing;
  }
`;

interface Props {
  strip: Strip;
  scale: Scale;
  change: (next: Scale) => void;
}

/** The whole film in small, with a window to drag; empty, its place kept, while the whole film is in sight anyway. */
export function StripMap({ strip, scale, change }: Props) {
  const grip = useRef<number | null>(null);
  const whole = fit(scale.duration, scale.width);
  if (isFit(scale) || scale.width === 0) return null;
  const left = toX(whole, scale.from);
  const width = toX(whole, scale.to) - left;

  function second(event: PointerEvent<SVGSVGElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - box.left) / Math.max(1, box.width)) * scale.duration;
  }

  function onPointerDown(event: PointerEvent<SVGSVGElement>): void {
    const at = second(event);
    const inside = at >= scale.from && at <= scale.to;
    grip.current = inside ? at - scale.from : (scale.to - scale.from) / 2;
    event.currentTarget.setPointerCapture(event.pointerId);
    change(panTo(scale, at - grip.current));
  }

  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    if (grip.current !== null) change(panTo(scale, second(event) - grip.current));
  }

  return (
    <Box
      width={scale.width}
      height={MAP_HEIGHT}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
    >
      <rect width={scale.width} height={MAP_HEIGHT} rx="3" fill="var(--sunk)" />
      {strip.lanes
        .filter((lane) => lane.id !== "primary")
        .map((lane, index) => (
          <path key={lane.id} d={rangesPath(lane.clips, whole, 3 + index * 4.5, 2.5)} fill={laneColour(lane.id)} />
        ))}
      <rect
        x={left + 0.75}
        y="0.75"
        width={Math.max(8, width - 1.5)}
        height={MAP_HEIGHT - 1.5}
        rx="4"
        fill="var(--ink)"
        fillOpacity="0.08"
        stroke="var(--ink)"
        strokeWidth="1.5"
      />
    </Box>
  );
}
