/** What a score is made of, in few parts that can be drawn: they add up to it. */

import type { RankedScene } from "../../../api/types";

export type PartKind = "emotion" | "tags" | "chance" | "other";

export interface ScorePart {
  kind: PartKind;
  /** 0 to 1. */
  points: number;
}

const ORDER: readonly PartKind[] = ["chance", "emotion", "tags", "other"];

export const PART_NAMES: Record<PartKind, string> = {
  chance: "chance",
  emotion: "emotion",
  tags: "tags",
  other: "other signals",
};

function kindOf(signal: string): PartKind {
  if (signal === "base") return "chance";
  if (signal.startsWith("emotion")) return "emotion";
  return signal.startsWith("tag") ? "tags" : "other";
}

/** What the cap takes away is taken from the part that tells least: chance, or the other signals. */
export function scoreParts({ reasons }: Pick<RankedScene, "reasons">): ScorePart[] {
  const sums = new Map<PartKind, number>();
  const rest = reasons.some(({ signal }) => signal === "base") ? "chance" : "other";
  for (const { signal, contribution } of reasons) {
    const kind = signal === "cap" ? rest : kindOf(signal);
    sums.set(kind, (sums.get(kind) ?? 0) + contribution);
  }
  return ORDER.filter((kind) => sums.has(kind)).map((kind) => ({ kind, points: Math.max(0, sums.get(kind) ?? 0) }));
}

/** The kinds that occur in a ranking, for its legend. */
export function kindsOf(ranked: readonly RankedScene[]): PartKind[] {
  return ORDER.filter((kind) =>
    ranked.some(({ reasons }) => reasons.some(({ signal }) => signal !== "cap" && kindOf(signal) === kind)),
  );
}
