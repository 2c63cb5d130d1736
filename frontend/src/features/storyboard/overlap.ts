/** Moments that two variants share. The primary may share with all and is not counted. */

import { count } from "../../ui/format";
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
/** Less is not worth a figure. */
const MENTIONED = 0.05;

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

/** What the pairs that are not named share. */
function restOf(pairs: number, seconds: number): string {
  return `${pairs === 1 ? "shares" : "share"} ${seconds < MENTIONED ? "less than 0.1 s" : "less or as much"}`;
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
  const most = [...pairs].sort(([, a], [, b]) => b - a);
  const named = most.filter(([, seconds]) => seconds >= MENTIONED).slice(0, 3);
  const others = most.length - named.length;
  const parts = named.map(([name, seconds]) => `${name} share ${seconds.toFixed(1)} s`);
  if (others > 0)
    parts.push(
      `${count(others, named.length > 0 ? "other pair" : "pair")} ${restOf(others, most[named.length]?.[1] ?? 0)}`,
    );
  return `Variants ${parts.join(", ")}. The film is too short for ${variants.length} separate ones.`;
}
