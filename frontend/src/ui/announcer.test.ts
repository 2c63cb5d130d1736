import { expect, it, vi } from "vitest";

import { Announcer } from "./announcer";

it("says one thing in ten seconds, and then the newest", () => {
  vi.useFakeTimers();
  const announcer = new Announcer();
  announcer.say("one");
  announcer.say("two");
  announcer.say("three");
  expect(announcer.now().polite).toBe("one");
  vi.advanceTimersByTime(10_000);
  expect(announcer.now().polite).toBe("three");
  vi.advanceTimersByTime(10_000);
  announcer.say("four");
  expect(announcer.now().polite).toBe("four");
});

it("lets failures through at once", () => {
  const announcer = new Announcer();
  announcer.say("one");
  announcer.alarm("The job failed");
  expect(announcer.now()).toEqual({ polite: "one", urgent: "The job failed" });
});
