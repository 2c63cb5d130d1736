import { fit, zoomTo } from "./scale";
import { ticks } from "./ticks";

it.each([
  [75, 276],
  [150, 1200],
  [750, 1204],
  [7200, 1204],
  [12, 1204],
])("marks %d s on %d px with round times that have room", (duration, width) => {
  const made = ticks(fit(duration, width));
  const labelled = made.filter((tick) => tick.labelled);
  expect(labelled.length).toBeGreaterThanOrEqual(2);
  expect(labelled[0]?.second).toBe(0);
  for (const [index, tick] of labelled.entries()) {
    const next = labelled[index + 1];
    if (next) expect(next.x - tick.x).toBeGreaterThanOrEqual(60);
    expect(tick.x).toBeLessThanOrEqual(width - 34);
  }
});

it("shows only what is in sight", () => {
  const near = zoomTo(fit(600, 1080), 60, 300);
  for (const tick of ticks(near)) {
    expect(tick.second).toBeGreaterThanOrEqual(near.from);
    expect(tick.second).toBeLessThanOrEqual(near.to);
  }
});

it("draws nothing before it knows its width", () => {
  expect(ticks(fit(600, 0))).toEqual([]);
});
