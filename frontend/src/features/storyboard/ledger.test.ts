import type { Reason } from "../../api/types";
import { sampleJob } from "../../test/sample";
import { ledgerOf, signalName } from "./ledger";

function ranked(score: number, reasons: Reason[]) {
  return { sceneId: "scene_1", start: 0, end: 5, duration: 5, score, normalizedStart: 0, reasons };
}

function reason(signal: string, weight: number, value: number, contribution = weight * value): Reason {
  return { signal, weight, value, contribution };
}

function sum(rows: { points: number }[]): number {
  return rows.reduce((all, row) => all + row.points, 0);
}

it("adds up, for every scene of a real job", () => {
  for (const scene of sampleJob().personalization?.rankedScenes ?? []) {
    const ledger = ledgerOf(scene);
    expect(sum(ledger.rows)).toBe(ledger.score);
    expect(ledger.simulated).toBe(true);
  }
});

it("adds up though every row rounds", () => {
  const third = [
    reason("emotion:joy", 0.36, 0.347),
    reason("emotion:calm", 0.24, 0.347),
    reason("label:snow", 0.4, 0.347),
  ];
  const ledger = ledgerOf(ranked(0.347, third));
  expect(ledger.rows.map((row) => row.points)).toEqual([13, 8, 14]);
  expect(ledger.score).toBe(35);
});

it("shows the strength, the weight and the points of what was measured", () => {
  const ledger = ledgerOf(ranked(0.6, [reason("emotion_match", 0.6, 0.5), reason("tag_match", 0.4, 0.75)]));
  expect(ledger.rows).toEqual([
    { name: "Emotion match", strength: 0.5, formula: "50 × 60 %", points: 30, part: "emotion" },
    { name: "Tag match", strength: 0.75, formula: "75 × 40 %", points: 30, part: "tag" },
  ]);
  expect(ledger.note).toBe("emotion 60 % · tags 40 %");
});

it("shows a simulated score as chance base and match, and what the limit takes off", () => {
  const ledger = ledgerOf(
    ranked(1, [
      reason("base", 1, 0.9),
      reason("emotion_match", 0.15, 2, 0.27),
      reason("tag_match", 0.1, 1, 0.09),
      reason("cap", 1, -0.26),
    ]),
  );
  expect(ledger.rows.map(({ name, formula, points }) => [name, formula, points])).toEqual([
    ["Chance base", "90 × 100 %", 90],
    ["Match", "90 × 40 %", 36],
    ["Limit", "100 at most", -26],
  ]);
});

it("names what the reasons do not account for", () => {
  const ledger = ledgerOf(ranked(0.5, [reason("emotion_match", 0.6, 0.5)]));
  expect(ledger.rows.at(-1)).toMatchObject({ name: "Not itemised", points: 20 });
});

it("calls signals by plain names", () => {
  expect(signalName("emotion:joy")).toBe("Joy");
  expect(signalName("cut_density")).toBe("Cut density");
});
