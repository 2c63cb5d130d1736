import styled from "styled-components";

import { NARROW, small } from "../../ui/layout";

const Side = styled.div`
  display: flex;
  flex-direction: column;
  justify-content: center;
  padding: 34px 36px;
  border-left: 1px solid var(--line);
  background: var(--bg);
  p {
    ${small}
    margin-top: 14px;
    color: var(--ink2);
    max-width: 44ch;
  }
  ${NARROW} {
    padding: 18px 20px;
    border-left: 0;
    border-top: 1px solid var(--line);
  }
`;

const WIDTH = 488;
const FRAMES = 9;
const FRAME = WIDTH / FRAMES;

/** Height of the horizon and place of the light in each frame of the drawn film, in parts of it. */
const VIEWS = [
  [0.62, 0.2],
  [0.7, 0.4],
  [0.5, 0.75],
  [0.78, 0.55],
  [0.42, 0.3],
  [0.66, 0.62],
  [0.54, 0.82],
  [0.74, 0.24],
  [0.6, 0.5],
] as const;

/** Where the lanes of a trailer's taking begin and how wide each is. */
const TAKEN = [
  [20, 28, 55, 82, 92, 164, 173, 315, 417],
  [38, 45, 178, 187, 197, 281, 297, 408, 433],
  [72, 235, 291, 306, 348, 380, 388, 402, 424],
  [105, 141, 156, 222, 241, 286, 332, 340, 374],
] as const;

function Frame({ place }: { place: number }) {
  const [horizon, light] = VIEWS[place] ?? [0.6, 0.5];
  const x = place * FRAME;
  const ground = horizon * 44;
  return (
    <g opacity={0.55 + 0.05 * place}>
      <rect x={x} width={FRAME - 2} height="44" rx="2" fill="var(--line2)" />
      <circle cx={x + light * FRAME} cy={ground - 12} r="6" fill="var(--surface)" />
      <path
        d={`M${x} 44V${ground}q${FRAME / 4} -9 ${FRAME / 2 - 1} 0t${FRAME / 2 - 1} 0V44z`}
        fill="var(--ink3)"
        opacity="0.55"
      />
    </g>
  );
}

/** What the service does, in one drawing: a film, and four lanes that take different moments. */
export function DropPicture() {
  return (
    <Side>
      <svg viewBox={`0 0 ${WIDTH} 118`} aria-hidden="true">
        {VIEWS.map((_, place) => (
          <Frame key={place} place={place} />
        ))}
        {TAKEN.map((starts, lane) => (
          <g key={lane}>
            <rect y={58 + 16 * lane} width={WIDTH} height="10" rx="3" fill="var(--sunk)" />
            {starts.map((start) => (
              <rect key={start} x={start} y={58 + 16 * lane} width="6.5" height="10" rx="2" fill={`var(--v${lane})`} />
            ))}
          </g>
        ))}
      </svg>
      <p>One film in, one primary trailer and four variants out. Each variant takes different moments.</p>
    </Side>
  );
}
