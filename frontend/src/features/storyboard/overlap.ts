/** Moments that two variants share. The primary may share with all and is not counted. */

import { laneMark, type StripLane } from "./model";

export interface Overlap {
  /** Places in the list of lanes, the upper one first. */
  upper: number;
  lower: number;
  start: number;
  end: number;
}

/** Shorter is rounding of milliseconds, not a shared frame. */
const LEAST = 0.005;

export function overlaps(lanes: readonly StripLane[]): Overlap[] {
  const found: Overlap[] = [];
  lanes.forEach((first, upper) => {
    if (first.id === "primary") return;
    lanes.forEach((second, lower) => {
      if (lower <= upper || second.id === "primary") return;
      for (const a of first.clips)
        for (const b of second.clips) {
          const start = Math.max(a.start, b.start);
          const end = Math.min(a.end, b.end);
          if (end - start > LEAST) found.push({ upper, lower, start, end });
        }
    });
  });
  return found;
}

/** The head line of the strip; empty while there are no variants to compare. */
export function overlapSentence(lanes: readonly StripLane[], found: readonly Overlap[]): string {
  const variants = lanes.filter((lane) => lane.id !== "primary" && lane.clips.length > 0);
  if (variants.length < 2) return "";
  if (found.length === 0) return "No two variants share a moment";
  const pairs = new Map<string, number>();
  for (const { upper, lower, start, end } of found) {
    const name = [upper, lower].map((lane) => laneMark(lanes[lane]?.id ?? "primary")).join(" and ");
    pairs.set(name, (pairs.get(name) ?? 0) + end - start);
  }
  const parts = [...pairs].map(([name, seconds]) => `${name} share ${seconds.toFixed(1)} s`);
  const shown =
    parts.length > 3 ? [...parts.slice(0, 3), `${parts.length - 3} more pairs share less or as much`] : parts;
  return `Trailers ${shown.join(", ")}. The film is too short for ${variants.length} separate trailers.`;
}
