import type { StripClip } from "./model";
import { clipOnScreen, cutSeconds, filmSecond, trailerSecond, trailerStart } from "./timeMap";

/** Three clips; the second begins with a dissolve of 0.5 s. */
const CLIPS: StripClip[] = [
  { sceneId: "scene_1", start: 10, end: 14, in: 0, out: 4, mix: 0 },
  { sceneId: "scene_3", start: 40, end: 43, in: 3.5, out: 6.5, mix: 0.5 },
  { sceneId: "scene_4", start: 60, end: 62, in: 6.5, out: 8.5, mix: 0 },
];

it("says which second of the film a trailer shows", () => {
  expect(filmSecond(CLIPS, 0)).toBe(10);
  expect(filmSecond(CLIPS, 2.5)).toBe(12.5);
  expect(filmSecond(CLIPS, 7)).toBeCloseTo(60.5);
});

it("of two pictures in a dissolve, counts the one that is more than half there", () => {
  expect(clipOnScreen(CLIPS, 3.7)).toBe(0);
  expect(filmSecond(CLIPS, 3.7)).toBeCloseTo(13.7);
  expect(clipOnScreen(CLIPS, 3.8)).toBe(1);
  expect(filmSecond(CLIPS, 3.8)).toBeCloseTo(40.3);
});

it("stays on the last picture after the end", () => {
  expect(filmSecond(CLIPS, 20)).toBe(62);
});

it("finds the way back, and says where there is none", () => {
  expect(trailerSecond(CLIPS, 41)).toBe(4.5);
  expect(trailerSecond(CLIPS, 30)).toBeNull();
  for (const second of [1, 5, 8]) expect(trailerSecond(CLIPS, filmSecond(CLIPS, second) ?? 0)).toBeCloseTo(second);
});

it("finds where a trailer begins to show a scene", () => {
  expect(trailerStart(CLIPS, 38, 45)).toBe(3.5);
  expect(trailerStart(CLIPS, 41, 45)).toBe(4.5);
  expect(trailerStart(CLIPS, 15, 20)).toBeNull();
});

it("marks a cut in the middle of its mix", () => {
  expect(cutSeconds(CLIPS)).toEqual([3.75, 6.5]);
});

it("knows nothing before the timeline stands", () => {
  const chosen = CLIPS.map((clip) => ({ ...clip, in: null, out: null, mix: 0 }));
  expect(filmSecond(chosen, 1)).toBeNull();
  expect(trailerSecond(chosen, 12)).toBeNull();
  expect(cutSeconds(chosen)).toEqual([]);
});
