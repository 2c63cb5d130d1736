import type { TrailerId } from "../../api/types";
import type { Strip, StripLane, StripScene } from "./model";
import { takersOf, thirdOf } from "./takers";

function scene(index: number, score: number, keptOut: string | null = null): StripScene {
  const id = `scene_${index + 1}`;
  return {
    index,
    id,
    number: String(index + 1),
    start: index * 10,
    end: index * 10 + 10,
    picture: null,
    score,
    rank: null,
    keptOut,
  };
}

function lane(
  id: TrailerId,
  shares: [number, number, number],
  ...picks: [scene: number, from: number, to: number][]
): StripLane {
  const clips = picks.map(([index, from, to]) => ({
    sceneId: `scene_${index + 1}`,
    start: index * 10 + from,
    end: index * 10 + to,
    in: null,
    out: null,
    mix: 0,
  }));
  return { id, name: id, clips, shares };
}

/** Nine scenes of 10 s: three early, three middle, three late. */
function strip(lanes: StripLane[], scores = [0.9, 0.8, 0.2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]): Strip {
  return {
    duration: 90,
    scenes: scores.map((score, index) => scene(index, score)),
    ranked: 9,
    lanes,
    intensity: null,
    simulated: false,
  };
}

it("counts the seconds that each trailer took", () => {
  const lanes = [lane("primary", [1, 0, 0], [1, 0, 4]), lane("variant_0", [1, 0, 0], [1, 5, 7], [1, 8, 9])];
  const { took } = takersOf(strip(lanes), scene(1, 0.8));
  expect(took.map(({ id, seconds }) => [id, seconds])).toEqual([
    ["primary", 4],
    ["variant_0", 3],
  ]);
});

it("says that a share is full where the trailer shows better scenes of that third", () => {
  const lanes = [lane("variant_0", [1, 0, 0], [0, 0, 5])];
  expect(takersOf(strip(lanes), scene(2, 0.2)).left[0]?.reason).toBe("its early share is full");
});

it("says who took a scene that is better than what the trailer shows", () => {
  const lanes = [lane("variant_0", [1, 0, 0], [2, 0, 5]), lane("variant_1", [1, 0, 0], [0, 0, 8])];
  expect(takersOf(strip(lanes), scene(0, 0.9)).left).toEqual([
    { id: "variant_0", name: "variant_0", reason: "taken by variant 2" },
  ]);
});

it("says that a scene is shorter than any clip of the trailer", () => {
  const lanes = [lane("variant_0", [1, 0, 0], [2, 0, 5])];
  const short = { ...scene(0, 0.9), end: 3 };
  expect(takersOf(strip(lanes), short).left[0]?.reason).toBe("too short");
});

it("says that nobody may take what is kept out", () => {
  const lanes = [lane("variant_0", [1, 0, 0], [0, 0, 5])];
  expect(takersOf(strip(lanes), scene(8, 0.5, "credits")).left[0]?.reason).toBe("left out for all");
});

it("asks the middle of a scene for its third", () => {
  expect([0, 2, 3, 5, 6, 8].map((index) => thirdOf(90, scene(index, 0)))).toEqual([0, 0, 1, 1, 2, 2]);
});
