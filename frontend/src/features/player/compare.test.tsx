import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { renderOnJobPage, standInForBrowser } from "../../test/onJobPage";
import { sampleJob } from "../../test/sample";
import { compareFigures } from "./compareFigures";
import { ComparePage } from "./ComparePage";
import { sidesFrom, toAddress } from "./compareSides";

const THERE = ["variant_0", "variant_1", "variant_2", "primary"] as const;

beforeEach(() => standInForBrowser());

it("compares what the address names", () => {
  expect(sidesFrom(new URLSearchParams("left=0&right=2"), [], THERE)).toEqual({
    left: "variant_0",
    right: "variant_2",
  });
  expect(sidesFrom(new URLSearchParams("left=p&right=1"), [], THERE)).toEqual({ left: "primary", right: "variant_1" });
});

it("falls back on what is ticked, then on what is there", () => {
  expect(sidesFrom(new URLSearchParams("left=7&right=x"), ["variant_2"], THERE)).toEqual({
    left: "variant_2",
    right: "variant_0",
  });
  expect(sidesFrom(new URLSearchParams("left=1&right=1"), [], THERE)).toEqual({
    left: "variant_1",
    right: "variant_0",
  });
  expect(sidesFrom(new URLSearchParams(), [], ["variant_0"])).toBeNull();
});

it("gives an address that leads back to itself", () => {
  const sides = { left: "primary", right: "variant_3" } as const;
  expect(sidesFrom(new URLSearchParams(toAddress(sides)), [], ["primary", "variant_3"])).toEqual(sides);
});

it("sets the figures of both beside each other", () => {
  const figures = compareFigures(sampleJob(), { left: "variant_0", right: "variant_1" });
  expect(figures.find(({ name }) => name === "Clips")).toEqual({ name: "Clips", left: "5", right: "7" });
  expect(figures.find(({ name }) => name === "Shared time")?.left).toBe("0.0 s");
});

it("starts both players with one button, and gives the sound to one of them", () => {
  renderOnJobPage(<ComparePage />, { job: sampleJob(), search: "?left=0&right=2" });
  const left = screen.getByRole("group", { name: "Variant 1, Opening Act" });
  const right = screen.getByRole("group", { name: "Variant 3, Grand Finale" });
  expect(within(left).getByText("Sound on")).toBeInTheDocument();
  expect(within(right).getByText("Muted")).toBeInTheDocument();
  fireEvent.keyDown(document.body, { key: "s" });
  expect(within(right).getByText("Sound on")).toBeInTheDocument();
  const videos = [...document.querySelectorAll("video")];
  for (const video of videos) Object.defineProperty(video, "readyState", { value: 4 });
  fireEvent.click(screen.getByText("Play both"));
  expect(videos.map((video) => video.paused)).toEqual([false, false]);
  fireEvent.click(screen.getByText("Pause both"));
  expect(videos.map((video) => video.paused)).toEqual([true, true]);
});

it("changes a side by its list, in the address too", async () => {
  const { router } = renderOnJobPage(<ComparePage />, { job: sampleJob(), search: "?left=0&right=2" });
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Right trailer" }), "Balanced Mix");
  expect(screen.getByRole("group", { name: "Variant 4, Balanced Mix" })).toBeInTheDocument();
  expect(router.state.location.search).toBe("?left=0&right=3");
});

it("says that two trailers are needed", () => {
  renderOnJobPage(<ComparePage />, { job: { ...sampleJob(), deliverables: null } });
  expect(screen.getByText("There are not two trailers yet")).toBeInTheDocument();
});
