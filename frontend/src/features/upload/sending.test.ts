import { expect, it } from "vitest";

import type { Trouble } from "../../api/problems";
import { afterTrouble, boundedPercent, quarterPassed, secondsLeft } from "./sending";

it("stays from 1 to 99 and never falls", () => {
  expect(boundedPercent({ loaded: 0, total: 100 }, 0)).toBe(1);
  expect(boundedPercent({ loaded: 100, total: 100 }, 40)).toBe(99);
  expect(boundedPercent({ loaded: 20, total: 100 }, 40)).toBe(40);
  expect(boundedPercent({ loaded: 20, total: Number.NaN }, 0)).toBe(1);
});

it("says nothing of the time in the first second", () => {
  expect(secondsLeft({ loaded: 10, total: 100 }, 900)).toBeNull();
  expect(secondsLeft({ loaded: 25, total: 100 }, 5_000)).toBe(15);
});

it("notices the quarters once", () => {
  expect(quarterPassed(24, 25)).toBe(25);
  expect(quarterPassed(25, 26)).toBeNull();
  expect(quarterPassed(10, 80)).toBe(75);
});

it("tells a broken line from a full queue and from a refusal", () => {
  const trouble: Trouble = { status: null, code: "no_answer", said: null, retryAfterSeconds: null, requestId: null };
  const last = { percent: 38, loaded: 38, total: 100 };
  expect(afterTrouble(trouble, last, 0)).toEqual({ phase: "interrupted", ...last });
  expect(afterTrouble({ ...trouble, status: 503, code: "queue_full", retryAfterSeconds: 7 }, last, 1_000)).toEqual({
    phase: "waiting",
    until: 8_000,
  });
  expect(afterTrouble({ ...trouble, status: 422, code: "corrupt_media" }, last, 0).phase).toBe("refused");
});
