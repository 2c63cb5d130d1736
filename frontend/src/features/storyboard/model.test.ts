import { sampleJob } from "../../test/sample";
import { buildStrip } from "./buildStrip";
import { Hand } from "./hand";
import { sceneAt } from "./model";
import { laneAt, rowsOf } from "./rows";

it("finds the scene at a second", () => {
  const scenes = [0, 10, 25, 40].map((start, index, all) => ({ start, end: all[index + 1] ?? 50 }));
  expect([0, 9.99, 10, 30, 49, 50, -1].map((second) => sceneAt(scenes, second))).toEqual([0, 0, 1, 2, 3, 3, -1]);
});

it("has five lanes before any trailer is planned, and their clips after", () => {
  const job = sampleJob();
  const before = buildStrip({ ...job, personalization: null, assembly: null, assemblies: null, deliverables: null });
  expect(before?.lanes.map((lane) => lane.clips.length)).toEqual([0, 0, 0, 0, 0]);
  const after = buildStrip(job);
  expect(after?.lanes.map((lane) => lane.id)).toEqual(["primary", "variant_0", "variant_1", "variant_2", "variant_3"]);
  expect(after?.lanes[1]?.clips[0]).toMatchObject({ start: 3.208, end: 5.25, in: 0, out: 2.042, mix: 0 });
});

it("draws what was chosen until the timeline stands", () => {
  const strip = buildStrip({ ...sampleJob(), assembly: null, assemblies: null });
  expect(strip?.lanes[1]?.clips[0]).toMatchObject({ in: null, out: null });
  expect(strip?.lanes[1]?.clips.length).toBeGreaterThan(0);
});

it("waits for the scenes", () => {
  expect(buildStrip({ ...sampleJob(), analysis: null })).toBeNull();
});

it("is as high with empty lanes as with full ones", () => {
  const primaries = [true, false, false, false, false];
  const rows = rowsOf(primaries, false);
  expect(rows.film.height).toBe(72);
  expect(rows.lanes.map((row) => row.height)).toEqual([8, 20, 20, 20, 20]);
  expect(rows.lanes.map((row) => laneAt(rows, row.y + row.height / 2))).toEqual([0, 1, 2, 3, 4]);
  expect(laneAt(rows, rows.film.y)).toBe(-1);
  expect(rowsOf(primaries, true).height).toBeLessThan(rows.height);
});

it("has the hovered scene in hand, then the chosen, then the one that plays, then the best", () => {
  const hand = new Hand(7);
  const told = vi.fn();
  hand.subscribe(told);
  expect(hand.scene()).toBe(7);
  hand.play(3);
  expect(hand.scene()).toBe(3);
  hand.choose(1);
  hand.hover(5);
  expect(hand.scene()).toBe(5);
  hand.hover(null);
  expect(hand.scene()).toBe(1);
  hand.choose(null);
  expect(hand.scene()).toBe(3);
  expect(told).toHaveBeenCalledTimes(5);
});
