/** What the inspector shows of what was measured, 0 to 1, as far as it was. */

import type { Signals } from "../../api/types";

export interface Measure {
  name: string;
  /** 0 to 1; null where it was not measured. */
  value: number | null;
}

const SHOWN = [
  ["Motion", "motion"],
  ["Light", "luma"],
  ["Colour", "saturation"],
  ["Sound", "loudness"],
  ["Speech", "speech"],
  ["Faces", "faces"],
] as const;

/** Six rows where anything was measured; none where nothing was. */
export function measuresOf(signals: Signals | null | undefined): Measure[] {
  if (!signals || Object.values(signals).every((value) => value === null)) return [];
  return SHOWN.map(([name, signal]) => {
    const value = signals[signal] ?? null;
    return { name, value: value === null ? null : Math.min(1, Math.max(0, value)) };
  });
}
