import { correction } from "./drift";

it("leaves players alone that are in step", () => {
  expect(correction({ second: 10, seconds: 30 }, { second: 10.07, seconds: 29 })).toBeNull();
});

it.each([9.5, 10.2])("sends a follower at %d s to the leader, a little ahead", (second) => {
  expect(correction({ second: 10, seconds: 30 }, { second, seconds: 29 })).toBeCloseTo(10.04);
});

it("lets the shorter one hold its last picture, and the longer one play on", () => {
  expect(correction({ second: 29.5, seconds: 30 }, { second: 29, seconds: 29 })).toBeNull();
  expect(correction({ second: 29, seconds: 29 }, { second: 29.6, seconds: 30 })).toBeNull();
});
