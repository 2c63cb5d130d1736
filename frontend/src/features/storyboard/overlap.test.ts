import type { TrailerId } from "../../api/types";
import type { StripLane } from "./model";
import { overlaps, overlapSentence } from "./overlap";

function lane(id: TrailerId, ...ranges: [number, number][]): StripLane {
  const clips = ranges.map(([start, end]) => ({ sceneId: "scene_1", start, end, in: null, out: null, mix: 0 }));
  return { id, name: id, clips, shares: null };
}

it("says so where no two variants share a moment, and leaves the primary out of it", () => {
  const lanes = [lane("primary", [0, 50]), lane("variant_0", [0, 5]), lane("variant_1", [5, 9])];
  expect(overlaps(lanes)).toEqual([]);
  expect(overlapSentence(lanes, [])).toBe("No two variants share a moment");
});

it("counts shared seconds by pair", () => {
  const lanes = [
    lane("variant_0", [0, 5], [20, 22]),
    lane("variant_1", [40, 50]),
    lane("variant_2", [4.5, 6], [21.5, 25]),
  ];
  const found = overlaps(lanes);
  expect(found.map(({ upper, lower, start, end }) => [upper, lower, start, end])).toEqual([
    [0, 2, 4.5, 5],
    [0, 2, 21.5, 22],
  ]);
  expect(overlapSentence(lanes, found)).toBe(
    "Variants 1 and 3 share 1.0 s. The film is too short for 3 separate ones.",
  );
});

it("spends few words on pairs that share next to nothing", () => {
  const lanes = [lane("variant_0", [0, 5]), lane("variant_1", [4.96, 9]), lane("variant_2", [8.8, 12])];
  expect(overlapSentence(lanes, overlaps(lanes))).toBe(
    "Variants 2 and 3 share 0.2 s, 1 other pair shares less than 0.1 s. The film is too short for 3 separate ones.",
  );
});

it("takes the rounding of milliseconds for nothing", () => {
  expect(overlaps([lane("variant_0", [0, 5.001]), lane("variant_1", [5, 9])])).toEqual([]);
});

it("says nothing before there are variants", () => {
  expect(overlapSentence([lane("variant_0"), lane("variant_1")], [])).toBe("");
});
