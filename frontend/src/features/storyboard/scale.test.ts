import { canZoom, fit, isFit, panTo, reveal, toSecond, toX, zoomStep, zoomTo } from "./scale";

const WHOLE = fit(600, 1080);

it("is to scale, there and back", () => {
  expect(toX(WHOLE, 300)).toBe(540);
  expect(toSecond(WHOLE, toX(WHOLE, 123.4))).toBeCloseTo(123.4);
});

it("keeps the second under the pointer where it is", () => {
  const near = zoomTo(WHOLE, 60, 200);
  expect(near.to - near.from).toBeCloseTo(60);
  expect(toX(near, 200)).toBeCloseTo(toX(WHOLE, 200));
});

it.each([0, 600])("stays within the film when zooming at its end, %d s", (second) => {
  const near = zoomTo(WHOLE, 60, second);
  expect(near.from).toBeGreaterThanOrEqual(0);
  expect(near.to).toBeLessThanOrEqual(600);
});

it("steps down to 2 s across a key frame, and back to the whole film", () => {
  let scale = WHOLE;
  const spans: number[] = [];
  while (canZoom(scale, 1)) {
    scale = zoomStep(scale, 1, 300);
    spans.push(scale.to - scale.from);
  }
  expect(spans.map((span) => Math.round((span * 54) / 1080))).toEqual([20, 10, 5, 3, 2]);
  while (canZoom(scale, -1)) scale = zoomStep(scale, -1, 300);
  expect(isFit(scale)).toBe(true);
});

it("has nowhere to zoom to in a film that is shorter than the nearest step", () => {
  expect(canZoom(fit(30, 1080), 1)).toBe(false);
});

it("reveals a range by moving as little as it must", () => {
  const near = panTo(zoomTo(WHOLE, 60, 300), 200);
  expect(reveal(near, 210, 220)).toBe(near);
  const later = reveal(near, 300, 310);
  expect(later.from).toBeLessThanOrEqual(300);
  expect(later.to).toBeGreaterThanOrEqual(310);
  expect(later.to - later.from).toBeCloseTo(60);
});
