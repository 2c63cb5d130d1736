/** Why a scene has its score: rows whose points add up to it. */

import type { RankedScene, Reason } from "../../api/types";
import { capital } from "../../ui/format";

export type Part = "emotion" | "tag" | "other";

export interface LedgerRow {
  name: string;
  /** 0 to 1; null where a bar would say nothing. */
  strength: number | null;
  /** `91 × 36 %`. */
  formula: string;
  /** Whole points of 100. */
  points: number;
  part: Part;
}

export interface Ledger {
  rows: LedgerRow[];
  /** Whole points of 100. */
  score: number;
  simulated: boolean;
  /** How the parts weigh, `emotion 60 % · tags 40 %`; empty where they have no fixed weight. */
  note: string;
}

interface Exact extends Omit<LedgerRow, "points"> {
  exact: number;
}

/** Points by which rows may miss the score through rounding on the wire. */
const TOLERANCE = 0.5;

export function ledgerOf(scene: RankedScene): Ledger {
  const score = Math.round(scene.score * 100);
  const simulated = scene.reasons.some((reason) => reason.signal === "base");
  const reasons = scene.reasons.filter(({ signal, contribution }) => signal !== "cap" || contribution < 0);
  const exact = simulated ? simulatedRows(reasons) : reasons.map(measuredRow);
  const rest = scene.score * 100 - exact.reduce((sum, row) => sum + row.exact, 0);
  if (Math.abs(rest) > TOLERANCE) {
    exact.push({ name: "Not itemised", strength: null, formula: "", part: "other", exact: rest });
  }
  const note = simulated ? "" : noteOf(scene.reasons);
  return { rows: wholePoints(exact, score), score, simulated, note };
}

function noteOf(reasons: readonly Reason[]): string {
  const weights = { emotion: 0, tag: 0, other: 0 };
  for (const { signal, weight } of reasons) weights[partOf(signal)] += Math.round(weight * 100);
  const { emotion, tag, other } = weights;
  return other === 0 && emotion + tag === 100 ? `emotion ${emotion} % · tags ${tag} %` : "";
}

/** Chance base × match weight, and what the cap at 100 takes off. */
function simulatedRows(reasons: readonly Reason[]): Exact[] {
  const base = reasons.find((reason) => reason.signal === "base")?.value ?? 0;
  const matches = reasons.filter((reason) => reason.signal.endsWith("_match"));
  const bonus = matches.reduce((sum, reason) => sum + reason.weight * reason.value, 0);
  const cap = reasons.find((reason) => reason.signal === "cap");
  const rows: Exact[] = [
    { name: "Chance base", strength: base, formula: times(base, 1), part: "other", exact: base * 100 },
    { name: "Match", strength: bonus, formula: times(base, bonus), part: "emotion", exact: base * bonus * 100 },
  ];
  return cap ? [...rows, limitRow(cap)] : rows;
}

/** What is taken off so that no score is above 100. */
function limitRow({ contribution }: Reason): Exact {
  return { name: "Limit", strength: null, formula: "100 at most", part: "other", exact: contribution * 100 };
}

function measuredRow(reason: Reason): Exact {
  const { signal, weight, value, contribution } = reason;
  if (signal === "cap") return limitRow(reason);
  return {
    name: signalName(signal),
    strength: Math.min(1, Math.max(0, value)),
    formula: times(value, weight),
    part: partOf(signal),
    exact: contribution * 100,
  };
}

function partOf(signal: string): Part {
  if (signal.startsWith("emotion")) return "emotion";
  return /^(tag|label)/.test(signal) ? "tag" : "other";
}

/** `Joy` of `emotion:joy`, `Emotion match` of `emotion_match`. */
export function signalName(signal: string): string {
  const name = /^(?:emotion|label|tag)[:.](.+)$/.exec(signal)?.[1] ?? signal;
  return capital(name.replaceAll("_", " "));
}

function times(value: number, weight: number): string {
  return `${Math.round(value * 100)} × ${Math.round(weight * 100)} %`;
}

/** Rounded so that the sum is right: what is lacking goes to the rows that lost most by rounding down. */
function wholePoints(rows: readonly Exact[], score: number): LedgerRow[] {
  const floors = rows.map((row) => Math.floor(row.exact + 1e-9));
  let lacking = score - floors.reduce((sum, value) => sum + value, 0);
  const order = rows
    .map((row, index) => ({ index, lost: row.exact - Math.floor(row.exact + 1e-9) }))
    .sort((a, b) => b.lost - a.lost || a.index - b.index);
  const added = new Map<number, number>();
  for (let turn = 0; lacking !== 0 && order.length > 0; turn += 1) {
    const step = Math.sign(lacking);
    const index = order[(step > 0 ? turn : order.length - 1 - (turn % order.length)) % order.length]?.index ?? 0;
    added.set(index, (added.get(index) ?? 0) + step);
    lacking -= step;
  }
  return rows.map(({ name, strength, formula, part }, index) => ({
    name,
    strength,
    formula,
    part,
    points: (floors[index] ?? 0) + (added.get(index) ?? 0),
  }));
}
