import { clipAt, LEAST_WIDTH, rangesPath } from "./ranges";
import { fit, panTo, zoomTo } from "./scale";

const SCALE = fit(600, 600);

it("draws a clip where it is and as long as it is", () => {
  expect(rangesPath([{ start: 10, end: 13 }], SCALE, 5, 20)).toBe("M10.0 5h3.0v20h-3.0z");
});

it("draws no clip narrower than can be seen", () => {
  expect(rangesPath([{ start: 10, end: 10.1 }], SCALE, 0, 20)).toContain(`h${LEAST_WIDTH}.0`);
});

it("rounds corners inside the true width", () => {
  const path = rangesPath([{ start: 10, end: 30 }], SCALE, 0, 20);
  expect(path).toMatch(/^M12\.0 0h16\.0a2 2/);
});

it("leaves out what is not in sight", () => {
  const near = panTo(zoomTo(SCALE, 60, 300), 300);
  expect(rangesPath([{ start: 10, end: 30 }], near, 0, 20)).toBe("");
});

it("finds the clip under the pointer, and the nearest within reach", () => {
  const clips = [
    { start: 10, end: 20 },
    { start: 30, end: 31 },
  ];
  expect(clipAt(clips, 15)).toBe(0);
  expect(clipAt(clips, 25)).toBe(-1);
  expect(clipAt(clips, 28, 3)).toBe(1);
  expect(clipAt(clips, 21, 3)).toBe(0);
});
