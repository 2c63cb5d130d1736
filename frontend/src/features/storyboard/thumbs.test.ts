import type { StripScene } from "./model";
import { fit, zoomTo } from "./scale";
import { repeats, thumbs } from "./thumbs";

function scenes(lengths: number[], scores: number[] = []): StripScene[] {
  let start = 0;
  return lengths.map((length, index) => {
    const scene = {
      index,
      id: `scene_${index + 1}`,
      number: String(index + 1),
      start,
      end: start + length,
      picture: `/picture/${index}`,
      score: scores[index] ?? 0.5,
      rank: null,
      keptOut: null,
    };
    start += length;
    return scene;
  });
}

it("gives a scene that is wide enough its own cell", () => {
  const cells = thumbs(scenes([10, 10, 10]), fit(30, 300), 54);
  expect(cells.map(({ x, width, count }) => [x, width, count])).toEqual([
    [0, 100, 1],
    [100, 100, 1],
    [200, 100, 1],
  ]);
});

it("merges neighbours that are too narrow, and the best of them stands for all", () => {
  const cells = thumbs(scenes([5, 5, 5, 5, 5, 5], [0.1, 0.9, 0.2, 0.3, 0.8, 0.4]), fit(30, 180), 54);
  expect(cells.map(({ scene }) => scene.number)).toEqual(["2", "4", "5"]);
  expect(cells.every(({ width }) => width >= 54)).toBe(true);
});

it("covers the film without gaps, whatever is left at its end", () => {
  const cells = thumbs(scenes([7, 9, 3, 8, 1, 2]), fit(30, 300), 54);
  let at = 0;
  for (const cell of cells) {
    expect(cell.x).toBeCloseTo(at);
    at += cell.width;
  }
  expect(at).toBeCloseTo(300);
});

it("prefers a scene whose picture is there", () => {
  const two = scenes([5, 5], [0.9, 0.1]).map((scene) => (scene.index === 0 ? { ...scene, picture: null } : scene));
  const cells = thumbs(two, fit(10, 60), 54);
  expect(cells[0]?.scene.number).toBe("2");
});

it("draws what is in sight only", () => {
  const near = zoomTo(fit(600, 540), 60, 300);
  expect(thumbs(scenes(Array<number>(60).fill(10)), near, 54).length).toBeLessThanOrEqual(8);
});

it("repeats a picture rather than cut it to a slit", () => {
  expect(repeats(54, 72)).toBe(1);
  expect(repeats(144, 72)).toBe(1);
  expect(repeats(600, 72)).toBe(4);
});
