import type { Profile } from "../../api/types";
import { type Beat, pacedBeats, pacingOf, presetBeats, type RhythmKind, rhythmOf } from "./rhythms";

const CIRCLES = [
  [20, 15],
  [49, 21],
  [80, 17],
  [115, 25],
  [152, 19],
  [187, 23],
  [219, 16],
] as const;

/** Colours of a taste: its drawing and its emotions alone. */
export function tasteColour(kind: RhythmKind): string {
  return kind === "custom" ? "var(--ink2)" : `var(--${kind})`;
}

export function tasteGround(kind: RhythmKind): string {
  return kind === "custom" ? "var(--sunk)" : `var(--${kind}-bg)`;
}

function Beats({ beats, colour }: { beats: Beat[]; colour: string }) {
  return beats.map(({ x, width, height }) => (
    <rect
      key={x}
      x={x}
      y={64 - height}
      width={width}
      height={height}
      rx="1"
      fill={colour}
      opacity={0.36 + (0.6 * height) / 64}
    />
  ));
}

function Ensemble({ colour }: { colour: string }) {
  return CIRCLES.map(([x, radius], place) => (
    <circle key={x} cx={x} cy={64 - radius} r={radius} fill={colour} opacity={place % 2 ? 0.45 : 0.72} />
  ));
}

/** Two lines that meet. */
function Meeting({ colour }: { colour: string }) {
  const upper = "M0 32C30 12 54 12 84 24S132 44 156 34S204 8 240 10";
  const lower = "C206 10 186 40 160 52S100 52 76 52S36 60 0 58";
  return (
    <>
      <path d={`${upper}${lower}Z`} fill={colour} opacity="0.08" />
      <path d={`M240 10${lower}V64H240Z`} fill={colour} opacity="0.32" />
      <path d={upper} fill="none" stroke={colour} strokeWidth="2" vectorEffect="non-scaling-stroke" />
      <path
        d={`M240 10${lower}`}
        fill="none"
        stroke={colour}
        strokeWidth="2"
        opacity="0.7"
        vectorEffect="non-scaling-stroke"
      />
    </>
  );
}

/** The profile as a rhythm of cuts; the words beside it say the rest. */
export function Rhythm({ profile }: { profile: Profile }) {
  const kind = rhythmOf(profile.id);
  const colour = tasteColour(kind);
  const fit = kind === "family" ? "xMidYMax meet" : "none";
  return (
    <svg viewBox="0 0 240 64" preserveAspectRatio={fit} aria-hidden="true">
      {kind === "action" || kind === "thriller" ? <Beats beats={presetBeats(kind)} colour={colour} /> : null}
      {kind === "custom" ? <Beats beats={pacedBeats(pacingOf(profile))} colour={colour} /> : null}
      {kind === "family" ? <Ensemble colour={colour} /> : null}
      {kind === "romance" ? <Meeting colour={colour} /> : null}
    </svg>
  );
}
