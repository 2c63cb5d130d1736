/** What the inspector shows of what was measured, 0 to 1, as far as it was. */

import type { Signals } from "../../api/types";

export interface Measure {
  name: string;
  /** 0 to 1; null where it was not measured. */
  value: number | null;
}

const SHOWN: readonly (readonly [name: string, signals: readonly string[]])[] = [
  ["Motion", ["motion"]],
  ["Light", ["luma"]],
  ["Colour", ["saturation"]],
  ["Sound", ["loudness"]],
  ["Speech", ["speech"]],
  ["Faces", ["faces"]],
];

/** Six rows where anything was measured; none where nothing was. */
export function measuresOf(signals: Signals | null | undefined): Measure[] {
  if (!signals || Object.values(signals).every((value) => value === null)) return [];
  return SHOWN.map(([name, keys]) => {
    const found = keys.map((key) => signals[key]).find((value) => value !== null && value !== undefined) ?? undefined;
    return { name, value: found === undefined ? null : Math.min(1, Math.max(0, found)) };
  });
}
