import { expect, it } from "vitest";

import { dayName, when } from "./dates";
import { clock, exactClock, fileSize, languageName, timeLeft, took } from "./format";

it.each([
  [0, null],
  [781, "781 B"],
  [14.6 * 1024 ** 2, "14.6 MB"],
  [412 * 1024 ** 2, "412 MB"],
  [2 * 1024 ** 3, "2 GB"],
  [3.4 * 1024 ** 3, "3.40 GB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});

it("writes places and lengths", () => {
  expect(clock(59.99)).toBe("0:59");
  expect(clock(750)).toBe("12:30");
  expect(clock(3723)).toBe("1:02:03");
  expect(exactClock(273.749)).toBe("4:33.75");
  expect(exactClock(59.999)).toBe("1:00.00");
  expect(took(0.3)).toBe("1 s");
  expect(took(123)).toBe("2 min 03 s");
});

it.each([
  [2, "almost done"],
  [41, "about 40 s left"],
  [58, "about 1 min left"],
  [170, "about 3 min left"],
])("says of %d s: %s", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});

it("knows languages by their codes, and keeps codes that it does not know", () => {
  expect(languageName("de")).toBe("German");
  expect(languageName("not a code")).toBe("NOT A CODE");
});

it("says days as people do", () => {
  const now = new Date(2026, 10, 23, 14, 40);
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).toISOString();
  expect(dayName(at(23, 0), now)).toBe("Today");
  expect(dayName(at(22, 23), now)).toBe("Yesterday");
  expect(dayName(at(20, 12), now)).toBe("20 November");
  expect(when(at(23, 9), now)).toBe("today 09:05");
  expect(when(at(20, 9), now)).toBe("20 Nov");
  expect(dayName(new Date(2024, 4, 3).toISOString(), now)).toBe("3 May 2024");
});
