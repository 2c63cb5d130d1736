import { beforeEach, expect, it, vi } from "vitest";

import { HEALTH } from "../test/service";
import { ConnectionWatch } from "./connection";

beforeEach(() => {
  vi.useFakeTimers();
});

function watchOf(answers: boolean[]) {
  const ask = vi.fn(() => (answers.shift() === false ? Promise.reject(new Error("silence")) : Promise.resolve(HEALTH)));
  return { ask, watch: new ConnectionWatch(ask, () => Date.now()) };
}

it("is down only after a question of its own stays without answer", async () => {
  const { ask, watch } = watchOf([true, true]);
  watch.suspect();
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(watch.now().state).toBe("up");
});

it("tries again every few seconds until it is back", async () => {
  const { ask, watch } = watchOf([false, false, true]);
  const told = vi.fn();
  watch.subscribe(told);
  watch.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(watch.now().state).toBe("down");
  expect(watch.now().nextTryAt).toBe(Date.now() + 2_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(watch.now()).toMatchObject({ state: "up", health: HEALTH, nextTryAt: null });
  expect(told).toHaveBeenCalledTimes(3);
});

it("looks at once when another answer shows that the service is back", async () => {
  const { watch } = watchOf([false, true]);
  await watch.look();
  watch.heard();
  await vi.advanceTimersByTimeAsync(0);
  expect(watch.now().state).toBe("up");
});
