import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { apiUrl } from "../../api/base";
import type { Job } from "../../api/types";
import { renderOnJobPage, standInForBrowser } from "../../test/onJobPage";
import { sampleJob } from "../../test/sample";
import { frameRate, trailerMedia } from "./media";
import { Player } from "./Player";
import { VariantCard } from "./VariantCard";
import { variantState } from "./variantState";

beforeEach(() => {
  standInForBrowser();
  localStorage.clear();
});

function video(name: string): HTMLVideoElement {
  const found = screen.getByRole("group", { name }).querySelector("video");
  if (!found) throw new Error("A player has a video.");
  return found;
}

/** As the job is while its second variant is made. */
function rendering(): Job {
  const job = sampleJob();
  const there = ["master", "variant_0", "trailer_variant_0"];
  return {
    ...job,
    status: "processing",
    progress: { ...job.progress, stage: "rendering", message: "Encoding Middle Climax, 62%" },
    deliverables: Object.fromEntries(Object.entries(job.deliverables ?? {}).filter(([key]) => there.includes(key))),
  };
}

it("plays the file of its trailer, with its captions and its cuts", () => {
  const media = trailerMedia(sampleJob(), "variant_0");
  expect(media).toMatchObject({
    name: "Variant 1, Opening Act",
    address: apiUrl("/jobs/0123456789ab/deliverables/trailer_variant_0"),
    captions: { address: apiUrl("/jobs/0123456789ab/deliverables/subtitles_variant_0_en"), language: "en" },
    cuts: [2.042, 7.208, 9, 13.5],
  });
  expect(frameRate("24000/1001")).toBeCloseTo(23.976);
  expect(frameRate(undefined)).toBe(25);
});

it("keeps its place until there is a file", () => {
  renderOnJobPage(<Player trailer="variant_1" />, { job: rendering() });
  expect(screen.getByText("Plays here as soon as it is ready.")).toBeInTheDocument();
});

it("plays and pauses by button and by key", async () => {
  renderOnJobPage(<Player trailer="primary" />, { job: sampleJob() });
  await userEvent.click(screen.getByRole("button", { name: "Play" }));
  expect(video("Primary trailer").paused).toBe(false);
  screen.getByRole("slider", { name: "Position" }).focus();
  await userEvent.keyboard("k");
  expect(video("Primary trailer").paused).toBe(true);
  await userEvent.keyboard("l");
  expect(video("Primary trailer").currentTime).toBe(10);
  fireEvent.seeked(video("Primary trailer"));
  expect(screen.getByRole("slider", { name: "Position" })).toHaveAttribute(
    "aria-valuetext",
    expect.stringMatching(/^0:10 of 0:/),
  );
});

it("is one sound: a player that starts stops the others", async () => {
  renderOnJobPage(
    <>
      <Player trailer="primary" />
      <Player trailer="variant_0" />
    </>,
    { job: sampleJob() },
  );
  const [first, second] = [video("Primary trailer"), video("Variant 1, Opening Act")];
  const buttons = screen.getAllByRole("button", { name: "Play" });
  await userEvent.click(buttons[0] ?? document.body);
  expect([first.paused, second.paused]).toEqual([false, true]);
  await userEvent.click(buttons[1] ?? document.body);
  expect([first.paused, second.paused]).toEqual([true, false]);
});

it("can be played from elsewhere, from a second on", () => {
  const { stage } = renderOnJobPage(<Player trailer="variant_0" compact />, { job: sampleJob() });
  act(() => stage.play("variant_0", 7.2));
  expect(video("Variant 1, Opening Act").currentTime).toBe(7.2);
  expect(video("Variant 1, Opening Act").paused).toBe(false);
  expect(stage.now()).toMatchObject({ trailer: "variant_0", playing: true });
});

it("has captions off at first, and remembers the choice for all players", async () => {
  renderOnJobPage(<Player trailer="primary" />, { job: sampleJob() });
  const button = screen.getByRole("button", { name: /^Captions, English/ });
  expect(button).toHaveAttribute("aria-pressed", "false");
  await userEvent.click(button);
  expect(button).toHaveAttribute("aria-pressed", "true");
  expect(localStorage.getItem("captions")).toBe("on");
  await userEvent.click(button);
  expect(localStorage.getItem("captions")).toBeNull();
});

it("says why there are no captions", () => {
  const job = sampleJob();
  const deliverables = Object.entries(job.deliverables ?? {}).filter(([key]) => !key.startsWith("subtitles"));
  renderOnJobPage(<Player trailer="primary" />, { job: { ...job, deliverables: Object.fromEntries(deliverables) } });
  expect(screen.getByRole("button", { name: "No captions: the film has no speech that we could read" })).toBeDisabled();
});

it("offers the download of a file that this browser cannot play", () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue({ status: 200 }));
  renderOnJobPage(<Player trailer="primary" />, { job: sampleJob() });
  fireEvent.error(video("Primary trailer"));
  const alert = within(screen.getByRole("alert"));
  expect(alert.getByText("This browser cannot play the file")).toBeInTheDocument();
  expect(alert.getByRole("link", { name: "Download" })).toHaveAttribute(
    "href",
    apiUrl("/jobs/0123456789ab/deliverables/master", { download: true }),
  );
});

it("says that a file is gone", async () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue({ status: 404 }));
  renderOnJobPage(<Player trailer="primary" />, { job: sampleJob() });
  fireEvent.error(video("Primary trailer"));
  await waitFor(() => expect(screen.getByText("This file is gone")).toBeInTheDocument());
});

it("is a card with name, description, shares, size and download", async () => {
  const { toggleCompared } = renderOnJobPage(<VariantCard id="variant_0" />, { job: sampleJob() });
  const card = within(screen.getByRole("article", { name: "Opening Act" }));
  expect(card.getByText("Emphasizes the beginning and setup")).toBeInTheDocument();
  expect(screen.getByRole("article")).toHaveTextContent("Early 60%");
  expect(card.getByText("CC EN")).toBeInTheDocument();
  expect(card.getByRole("link", { name: "Download Opening Act" })).toHaveAttribute(
    "href",
    apiUrl("/jobs/0123456789ab/deliverables/trailer_variant_0", { download: true }),
  );
  await userEvent.click(card.getByRole("checkbox", { name: "Compare Opening Act" }));
  expect(toggleCompared).toHaveBeenCalledWith("variant_0");
});

it("is a mosaic of its scenes until it is ready", () => {
  renderOnJobPage(<VariantCard id="variant_1" />, { job: rendering() });
  const card = within(screen.getByRole("article", { name: "Middle Climax" }));
  expect(card.getByText("Rendering, 62%")).toBeInTheDocument();
  expect(card.queryByRole("checkbox")).not.toBeInTheDocument();
});

it("says how far each variant is", () => {
  const job = rendering();
  expect(variantState(job, "variant_0")).toEqual({ is: "ready" });
  expect(variantState(job, "variant_2")).toEqual({ is: "waiting" });
  expect(variantState({ ...job, status: "failed" }, "variant_2")).toEqual({
    is: "missing",
    why: "Not made: the job failed",
  });
});
