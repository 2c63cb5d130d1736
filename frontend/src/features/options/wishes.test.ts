import { expect, it } from "vitest";

import { BUILT_IN, BUILT_IN_CAPABILITIES } from "../../api/catalogue";
import type { Catalogue } from "../profiles/useCatalogue";
import { completedWishes, usualMode, wishesText } from "./wishes";

function catalogue(durations: number[]): Catalogue {
  return {
    profiles: BUILT_IN.profiles,
    options: { ...BUILT_IN.defaults, durations },
    capabilities: { ...BUILT_IN_CAPABILITIES, modes: ["mock"], defaultMode: "mock" },
    builtIn: false,
  };
}

it.each([
  [[15, 30, 45, 60, 90], 60],
  [[15, 30], 30],
  [[75, 90], 75],
])("of %j proposes %d s", (durations, seconds) => {
  expect(completedWishes({}, catalogue(durations)).duration).toBe(seconds);
});

it("keeps what was chosen where it is still offered", () => {
  const wishes = completedWishes(
    { duration: 90, format: "mov", profileId: "gone", language: "de" },
    catalogue([60, 90]),
  );
  expect(wishes).toMatchObject({ duration: 90, format: "mov", profileId: "action_enthusiast" });
  expect(wishes).toMatchObject({ language: "de", captionLanguage: "de" });
});

it("proposes this machine where it can, else what the service would take", () => {
  expect(usualMode(["mock", "local", "aws"], "aws")).toBe("local");
  expect(usualMode(["mock", "aws"], "aws")).toBe("aws");
  expect(usualMode([], "mock")).toBeNull();
});

it("sums up in one line", () => {
  const wishes = completedWishes({ storyboard: false }, catalogue([60]));
  expect(wishesText(wishes, "Family Viewer")).toBe("Family Viewer · up to 60 s · English · MP4 with captions");
});
