import { useEffect, useRef } from "react";
import styled from "styled-components";

import { clock } from "../../ui/format";
import type { Stage } from "../jobs/stage";
import type { Hand } from "./hand";
import type { Strip } from "./model";
import type { Rows } from "./rows";
import { type Scale, toX } from "./scale";
import { filmSecond } from "./timeMap";
import type { ClipCursor } from "./useStripKeys";

/** Calls `draw` now, and in the next frame after each change; nothing renders. */
function useDrawn(subscribe: (listener: () => void) => () => void, draw: () => void): void {
  useEffect(() => {
    let asked = 0;
    const leave = subscribe(() => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        draw();
      });
    });
    draw();
    return () => {
      leave();
      cancelAnimationFrame(asked);
    };
  });
}

interface Marks {
  strip: Strip;
  scale: Scale;
  rows: Rows;
}

const Ring = styled.rect`
  stroke: var(--ink);
  stroke-width: 1.5;
`;

/** The frame over the whole column of the scene in hand, and the caret that joins it to the inspector. */
export function HandFrame({ hand, strip, scale, rows, caret }: Marks & { hand: Hand; caret: boolean }) {
  const column = useRef<SVGGElement>(null);
  const joint = useRef<SVGGElement>(null);
  useDrawn(hand.subscribe, () => {
    const scene = strip.scenes[hand.scene()];
    if (!scene) return;
    const left = Math.max(-2, toX(scale, scene.start));
    const right = Math.min(scale.width + 2, toX(scale, scene.end));
    // Without an inspector, a scene that nobody chose means nothing.
    const wanted = caret || hand.isHovered() || hand.chosen() !== null;
    const seen = wanted && right > 0 && left < scale.width;
    const width = Math.max(3, right - left - 1).toFixed(1);
    column.current?.setAttribute("visibility", seen ? "visible" : "hidden");
    for (const box of column.current?.children ?? []) {
      box.setAttribute("x", left.toFixed(1));
      box.setAttribute("width", width);
    }
    const middle = Math.min(scale.width - 10, Math.max(10, (left + right) / 2));
    joint.current?.setAttribute("transform", `translate(${middle.toFixed(1)} ${rows.height + 5})`);
  });
  return (
    <>
      <g ref={column} visibility="hidden">
        <rect y={rows.film.y - 1} height={rows.height - rows.film.y} fill="var(--ink)" opacity="0.06" />
        <Ring className="hand" y={rows.film.y - 1} height={rows.height - rows.film.y} rx="3" fill="none" />
      </g>
      {caret ? (
        <g ref={joint}>
          <path d="M-9 10 0 1 9 10" fill="var(--surface)" stroke="var(--line2)" />
        </g>
      ) : null}
    </>
  );
}

const Label = styled.text`
  font: 600 11px var(--font);
  fill: var(--on-tag);
`;

/** The second of the film that the playing trailer shows; it jumps from clip to clip. */
export function Playhead({ stage, strip, scale, rows }: Marks & { stage: Stage }) {
  const line = useRef<SVGPathElement>(null);
  const flag = useRef<SVGGElement>(null);
  const words = useRef<SVGTextElement>(null);
  useDrawn(stage.subscribe, () => {
    const { trailer, at } = stage.now();
    const second = filmSecond(strip.lanes.find((lane) => lane.id === trailer)?.clips ?? [], at);
    const x = second === null ? -1 : toX(scale, second);
    const visibility = x >= 0 && x <= scale.width ? "visible" : "hidden";
    line.current?.setAttribute("visibility", visibility);
    flag.current?.setAttribute("visibility", visibility);
    line.current?.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    const middle = Math.min(scale.width - 22, Math.max(22, x));
    flag.current?.setAttribute("transform", `translate(${middle.toFixed(1)} 0)`);
    if (words.current) words.current.textContent = clock(second ?? 0);
  });
  return (
    <>
      <path ref={line} visibility="hidden" d={`M0 18V${rows.height}`} stroke="var(--bad)" strokeWidth="1.5" />
      <g ref={flag} visibility="hidden">
        <rect x="-22" y="0" width="44" height="18" rx="4" fill="var(--bad)" />
        <Label ref={words} x="0" y="13" textAnchor="middle" />
      </g>
    </>
  );
}

/** A ring around the clip that the keys stand on. */
export function CursorRing({ cursor, strip, scale, rows }: Marks & { cursor: ClipCursor }) {
  const clip = strip.lanes[cursor.lane]?.clips[cursor.clip];
  const row = rows.lanes[cursor.lane];
  if (!clip || !row) return null;
  const x = toX(scale, clip.start);
  const width = Math.max(2, toX(scale, clip.end) - x);
  return (
    <rect
      x={x - 2}
      y={row.y - 2}
      width={width + 4}
      height={row.height + 4}
      rx="4"
      fill="none"
      stroke="var(--focus)"
      strokeWidth="2"
    />
  );
}
