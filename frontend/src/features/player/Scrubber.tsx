import { type PointerEvent, useEffect, useRef } from "react";
import styled from "styled-components";

import { clock } from "../../ui/format";
import type { Act } from "./mediaActions";
import type { Ticker } from "./ticker";

const Groove = styled.div`
  position: relative;
  height: 16px;
  cursor: pointer;
  touch-action: none;
  border-radius: 4px;
  svg {
    overflow: visible;
  }
  &:focus-visible {
    outline-color: #fff;
  }
  &::after {
    content: "";
    position: absolute;
    inset: -10px 0 -4px;
  }
`;

interface Props {
  ticker: Ticker;
  seconds: number;
  /** Seconds at which a new shot begins. */
  cuts: readonly number[];
  act: Act;
}

/** The bar of a player: what has played, where the cuts are, and a handle to drag. */
export function Scrubber({ ticker, seconds, cuts, act }: Props) {
  const groove = useRef<HTMLDivElement>(null);
  const played = useRef<SVGRectElement>(null);
  const handle = useRef<SVGCircleElement>(null);
  const length = Math.max(seconds, 0.001);

  useEffect(
    () =>
      ticker.subscribe((second) => {
        const percent = `${(Math.min(1, second / length) * 100).toFixed(2)}%`;
        played.current?.setAttribute("width", percent);
        handle.current?.setAttribute("cx", percent);
        const words = `${clock(second)} of ${clock(length)}`;
        if (groove.current?.getAttribute("aria-valuetext") === words) return;
        groove.current?.setAttribute("aria-valuetext", words);
        groove.current?.setAttribute("aria-valuenow", String(Math.round(second)));
      }),
    [ticker, length],
  );

  function seek(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    act({ do: "seek", to: Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width))) * length });
  }

  return (
    <Groove
      ref={groove}
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
      }}
    >
      <svg width="100%" height="16" aria-hidden="true">
        <rect y="6" width="100%" height="4" rx="2" fill="#fff" opacity="0.34" />
        <rect ref={played} y="6" width="0%" height="4" rx="2" fill="#fff" />
        {cuts.map((cut) => (
          <rect key={cut} x={`${((cut / length) * 100).toFixed(2)}%`} y="4" width="2" height="8" opacity="0.72" />
        ))}
        <circle ref={handle} cx="0%" cy="8" r="6" fill="#fff" />
      </svg>
    </Groove>
  );
}
