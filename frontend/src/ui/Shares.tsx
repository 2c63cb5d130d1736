import styled from "styled-components";

import type { Distribution } from "../api/types";
import { percentOf } from "./format";
import { label, NARROW } from "./layout";

const Lane = styled.svg`
  width: 100%;
  height: 6px;
  border-radius: 3px;
`;

const Words = styled.div`
  ${label}
  display: flex;
  justify-content: space-between;
  gap: 8px;
  margin-top: 6px;
  i {
    font-style: normal;
  }
  ${NARROW} {
    /* Said, not shown: the place of the three says it. */
    i {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;

const GAP = 0.6;

/** Where in the film a trailer's time comes from: early, middle, late; the largest share in full colour. */
export function Shares({ shares, colour }: { shares: Distribution; colour: string }) {
  const parts = [percentOf(shares.early), percentOf(shares.middle), percentOf(shares.late)];
  const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
  const most = Math.max(...parts);
  const places = parts.map((part, place) => ({
    x: (100 * parts.slice(0, place).reduce((sum, before) => sum + before, 0)) / whole,
    width: (100 * part) / whole,
    full: part === most,
  }));
  return (
    <div>
      <Lane viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        {places.map(({ x, width, full }) => (
          <rect key={x} x={x} width={Math.max(0, width - GAP)} height="1" fill={colour} opacity={full ? 1 : 0.45} />
        ))}
      </Lane>
      <Words>
        <span>
          <i>Early </i>
          {shares.early}
        </span>
        <span>
          <i>Middle </i>
          {shares.middle}
        </span>
        <span>
          <i>Late </i>
          {shares.late}
        </span>
      </Words>
    </div>
  );
}
