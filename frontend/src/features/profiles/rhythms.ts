/** A profile drawn as a cutting rhythm, on a canvas of 240 × 64. */

import type { Profile } from "../../api/types";

export type RhythmKind = "action" | "family" | "thriller" | "romance" | "custom";

const KINDS: Record<string, RhythmKind> = {
  action_enthusiast: "action",
  family_viewer: "family",
  thriller_buff: "thriller",
  romance_devotee: "romance",
};

export function rhythmOf(profileId: string): RhythmKind {
  return KINDS[profileId] ?? "custom";
}

export interface Beat {
  x: number;
  width: number;
  /** Of 64. */
  height: number;
}

/** Widths and heights of shots: a trailer of this taste from left to right. */
const SHOTS: Record<"action" | "thriller", readonly (readonly [number, number])[]> = {
  action: [
    [20.2, 19],
    [17.3, 27],
    [14.4, 23],
    [14.4, 35],
    [11.5, 31],
    [11.5, 42],
    [11.5, 37],
    [8.6, 47],
    [8.6, 41],
    [8.6, 52],
    [8.6, 46],
    [5.8, 58],
    [5.8, 51],
    [5.8, 61],
    [5.8, 55],
    [5.8, 64],
    [5.8, 58],
    [5.8, 64],
    [5.8, 60],
    [5.8, 64],
    [8.6, 64],
  ],
  thriller: [
    [46.5, 10],
    [37.8, 13],
    [8.7, 50],
    [34.9, 14],
    [29.1, 18],
    [8.7, 58],
    [20.3, 22],
    [14.5, 29],
    [5.8, 64],
    [5.8, 58],
    [5.8, 64],
  ],
};

const GAP = 2.2;
const WIDTH = 240;

function laid(shots: readonly (readonly [number, number])[]): Beat[] {
  let x = 0;
  return shots.map(([width, height]) => {
    const beat = { x, width, height };
    x += width + GAP;
    return beat;
  });
}

export function presetBeats(kind: "action" | "thriller"): Beat[] {
  return laid(SHOTS[kind]);
}

/** Seconds of a shot at the start and at the end of a trailer; where a profile says nothing, an even pace. */
export interface Pacing {
  first: number;
  last: number;
}

const EVEN: Pacing = { first: 3, last: 3 };
const SHOWN_SECONDS = 30;

/** A profile of the caller's own: shots as long as its pacing says, the shorter the higher. */
export function pacedBeats({ first, last }: Pacing = EVEN): Beat[] {
  const shots: [number, number][] = [];
  for (let at = 0; at < SHOWN_SECONDS && shots.length < 40;) {
    const seconds = Math.max(0.5, first + ((last - first) * at) / SHOWN_SECONDS);
    shots.push([(seconds / SHOWN_SECONDS) * WIDTH - GAP, Math.min(64, 14 + 60 / (0.6 + seconds))]);
    at += seconds;
  }
  return laid(shots).filter((beat) => beat.x + beat.width <= WIDTH + 1);
}

/** The pacing numbers of a profile, where its JSON holds any. */
export function pacingOf(profile: Profile): Pacing {
  const { pacing } = profile as Profile & { pacing?: Partial<Record<string, number>> };
  const seconds = Object.values(pacing ?? {}).filter((value) => typeof value === "number" && value > 0);
  const first = seconds[0] ?? EVEN.first;
  return { first, last: seconds.at(-1) ?? first };
}
