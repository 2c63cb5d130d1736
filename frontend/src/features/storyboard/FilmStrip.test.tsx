import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Job } from "../../api/types";
import { renderOnJobPage, standInForBrowser, wait } from "../../test/onJobPage";
import { sampleJob } from "../../test/sample";
import { FilmStrip } from "./FilmStrip";

beforeEach(() => standInForBrowser());

function strip(): HTMLElement {
  return screen.getByRole("slider", { name: "Film strip" });
}

function said(): string | null {
  return strip().getAttribute("aria-valuetext");
}

/** A mouse over, or a click on, a second of the film; the axis is 750 px wide and the film 75 s long. */
function at(second: number, y = 50): { clientX: number; clientY: number; button: number; pointerId: number } {
  return { clientX: second * 10, clientY: y, button: 0, pointerId: 1 };
}

it("is one tab stop that says scene, times, score, rank and takers", async () => {
  renderOnJobPage(<FilmStrip />, { job: sampleJob(), scene: "scene_3" });
  await userEvent.tab();
  expect(document.activeElement?.closest("button")).not.toBeNull();
  strip().focus();
  expect(said()).toMatch(/^Scene 3 of 6, 0:27 to 0:38, score \d+, rank \d, taken by .*Opening Act/);
  expect(strip()).toHaveAttribute("aria-valuemax", "6");
});

it("walks over the scenes with the arrow keys and tells the page when they rest", async () => {
  const { selectScene } = renderOnJobPage(<FilmStrip />, { job: sampleJob(), scene: "scene_1" });
  strip().focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(said()).toContain("Scene 3 of 6");
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(said()).toContain("Scene 6 of 6");
  await wait(250);
  expect(selectScene).toHaveBeenCalledTimes(1);
  expect(selectScene).toHaveBeenCalledWith("scene_6");
});

it("goes down into the lanes, from clip to clip, and plays one", async () => {
  const { stage } = renderOnJobPage(<FilmStrip />, { job: sampleJob(), scene: "scene_1" });
  const play = vi.fn();
  stage.register("variant_0", { play, pause: vi.fn(), seek: vi.fn() });
  strip().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Home}");
  expect(said()).toBe("Opening Act, clip 1 of 5, 0:03 to 0:05, scene 1");
  await userEvent.keyboard("{ArrowRight}{Enter}");
  expect(play).toHaveBeenCalledWith(2.042);
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(said()).toMatch(/^Scene 1 of 6/);
});

it("shows the hovered scene in the inspector, and the chosen one again when the pointer leaves", () => {
  renderOnJobPage(<FilmStrip />, { job: sampleJob(), scene: "scene_2" });
  expect(screen.getByRole("group", { name: "Scene 2" })).toBeInTheDocument();
  fireEvent.pointerMove(strip(), at(40));
  expect(screen.getByRole("group", { name: "Scene 4" })).toBeInTheDocument();
  expect(said()).toContain("Scene 2 of 6");
  fireEvent.pointerLeave(strip());
  expect(screen.getByRole("group", { name: "Scene 2" })).toBeInTheDocument();
});

it("chooses the clicked scene and takes the trailer that played there", async () => {
  const { stage, selectScene } = renderOnJobPage(<FilmStrip />, { job: sampleJob() });
  const seek = vi.fn();
  stage.register("variant_0", { play: vi.fn(), pause: vi.fn(), seek });
  stage.report({ trailer: "variant_0", at: 0, playing: false });
  fireEvent.pointerDown(strip(), at(30));
  fireEvent.pointerUp(strip(), at(30));
  expect(seek).toHaveBeenCalledWith(9);
  await wait(250);
  expect(selectScene).toHaveBeenCalledWith("scene_3");
});

it("plays a trailer from the clicked clip", () => {
  const { stage } = renderOnJobPage(<FilmStrip />, { job: sampleJob() });
  const play = vi.fn();
  stage.register("variant_0", { play, pause: vi.fn(), seek: vi.fn() });
  const lane = 165 + 10;
  fireEvent.pointerDown(strip(), at(12, lane));
  fireEvent.pointerUp(strip(), at(12, lane));
  expect(play).toHaveBeenCalledWith(2.042);
});

it("follows the trailer that plays", () => {
  const { stage, container } = renderOnJobPage(<FilmStrip />, { job: sampleJob() });
  const flag = () => [...container.querySelectorAll("text")].find((text) => text.textContent === "0:29");
  vi.spyOn(window, "requestAnimationFrame").mockImplementation((draw) => {
    draw(0);
    return 0;
  });
  act(() => stage.report({ trailer: "variant_0", at: 10, playing: true }));
  expect(flag()?.parentElement).toHaveAttribute("visibility", "visible");
});

it("zooms by its buttons, and shows the map then", async () => {
  renderOnJobPage(<FilmStrip />, { job: sampleJob() });
  const zoom = within(screen.getByRole("group", { name: "Zoom of the film strip" }));
  expect(zoom.getByRole("button", { name: "Zoom out" })).toBeDisabled();
  await userEvent.click(zoom.getByRole("button", { name: "Zoom in" }));
  expect(screen.getByText("Whole film")).toBeInTheDocument();
  await userEvent.click(zoom.getByRole("button", { name: "Fit" }));
  expect(screen.queryByText("Whole film")).not.toBeInTheDocument();
});

it("says that intensity was not measured, and that the score is simulated", () => {
  renderOnJobPage(<FilmStrip />, { job: sampleJob() });
  expect(screen.getByText("Intensity was not measured (simulated analysis)")).toBeInTheDocument();
  expect(screen.getByText("simulated")).toBeInTheDocument();
});

it("draws the intensity and the measurements where there are some", () => {
  const job = measured(sampleJob());
  const { container } = renderOnJobPage(<FilmStrip />, { job, scene: "scene_1" });
  expect(screen.queryByText(/Intensity was not measured/)).not.toBeInTheDocument();
  expect(container.querySelector('path[stroke="var(--curve)"]')).not.toBeNull();
  const inspector = within(screen.getByRole("group", { name: "Scene 1" }));
  expect(inspector.getByText("Motion").parentElement).toHaveTextContent("Motion63");
  expect(inspector.getByText("not measured")).toBeInTheDocument();
});

it("counts shared seconds of a film that is too short", () => {
  renderOnJobPage(<FilmStrip />, { job: overlapping(sampleJob()) });
  expect(screen.getByText(/^Variants 1 and 2 share 2\.0 s/)).toBeInTheDocument();
});

it("keeps its place before the scenes are known", () => {
  renderOnJobPage(<FilmStrip />, { job: { ...sampleJob(), analysis: null } });
  expect(screen.getByText("The film is drawn here as soon as its scenes are known.")).toBeInTheDocument();
});

it("shows labels as text", () => {
  const job = sampleJob();
  const scene = job.analysis?.scenes[0];
  if (scene) scene.labels = ["<img src=x onerror=alert(1)>"];
  renderOnJobPage(<FilmStrip />, { job, scene: "scene_1" });
  expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeInTheDocument();
});

function measured(job: Job): Job {
  if (!job.analysis) throw new Error("The sample has an analysis.");
  const signals = { motion: 0.63, luma: 0.58, saturation: 0.4, loudness: 0.7, speech: 0, faces: null };
  return {
    ...job,
    analysis: {
      ...job.analysis,
      simulated: false,
      intensity: { secondsPerValue: 1, values: Array.from({ length: 75 }, (_, second) => second / 75) },
      scenes: job.analysis.scenes.map((scene) => ({ ...scene, signals })),
    },
  };
}

/** The second variant takes two seconds of what the first has. */
function overlapping(job: Job): Job {
  const [first, second, ...rest] = job.assemblies ?? [];
  const clip = first?.timeline[1];
  if (!first || !second || !clip) throw new Error("The sample has two variants.");
  const piece = { ...clip, sourceStart: 10, sourceEnd: 12 };
  return { ...job, assemblies: [first, { ...second, timeline: [piece, ...second.timeline.slice(2)] }, ...rest] };
}
