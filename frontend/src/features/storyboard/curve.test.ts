import { curvePaths } from "./curve";
import { fit, zoomTo } from "./scale";

function points(line: string): [number, number][] {
  return [...line.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

it("has at most one point every 3 px, from end to end", () => {
  const values = Array.from({ length: 7200 }, (_, second) => (second % 60) / 60);
  const made = points(curvePaths({ secondsPerValue: 1, values }, fit(7200, 1200), 0, 44).line);
  expect(made.length).toBeLessThanOrEqual(1200 / 3 + 3);
  expect(made[0]?.[0]).toBe(0);
  expect(made.at(-1)?.[0]).toBe(1200);
});

it("draws 1 at the top and 0 at the bottom, and keeps within them", () => {
  const made = points(curvePaths({ secondsPerValue: 1, values: [0, 1, 2, -1] }, fit(4, 400), 10, 40).line);
  expect(made.map(([, y]) => y)).toEqual([50, 50, 10, 10, 50, 50]);
});

it("runs out of the picture when zoomed", () => {
  const values = Array<number>(600).fill(0.5);
  const near = zoomTo(fit(600, 1080), 60, 300);
  const made = points(curvePaths({ secondsPerValue: 1, values }, near, 0, 44).line);
  expect(made[0]?.[0]).toBeLessThanOrEqual(0);
  expect(made.at(-1)?.[0]).toBeGreaterThanOrEqual(1080);
  expect(made.length).toBeLessThan(80);
});

it("is empty without values", () => {
  expect(curvePaths({ secondsPerValue: 1, values: [] }, fit(10, 100), 0, 44)).toEqual({ line: "", area: "" });
});
