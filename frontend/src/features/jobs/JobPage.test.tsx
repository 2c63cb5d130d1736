import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Job, Progress } from "../../api/types";
import { fakeStreams, type FakeStream } from "../../test/events";
import { renderApp } from "../../test/renderApp";
import { Service } from "../../test/service";

const ID = "0123456789ab";

let service: Service;
let streams: FakeStream[];

beforeEach(() => {
  service = new Service();
  streams = fakeStreams();
  for (const deed of ["play", "pause", "load"] as const) {
    vi.spyOn(HTMLMediaElement.prototype, deed).mockImplementation(() => Promise.resolve());
  }
});

function progress(percent: number): Progress {
  return { stage: "rendering", stageIndex: 5, stageCount: 7, percent, message: "Encoding Grand Finale" };
}

async function open(more: Partial<Job> = {}) {
  service.add(more);
  const router = renderApp(`/app/jobs/${ID}`);
  await screen.findByRole("heading", { level: 1, name: more.input?.sourceFile ?? "synth.mp4" });
  return router;
}

describe("a completed job", () => {
  it("shows what was made, of what, and what really ran", async () => {
    await open();
    expect(screen.getByText("14.5 s of 15 s allowed")).toBeVisible();
    expect(screen.getByText("English, captions English")).toBeVisible();
    const pills = screen.getByRole("list", { name: "What really ran" });
    expect(within(pills).getByText("Analysis was simulated")).toBeInTheDocument();
    expect(screen.getByText(/scenes and scores are invented, the cuts are real/)).toBeVisible();
    expect(document.title).toBe("Ready · synth.mp4 · Personalized Trailer");
  });

  it("offers each file with its size", async () => {
    await open();
    const row = screen.getByRole("row", { name: /Opening Act/ });
    const link = within(row).getByRole("link", { name: /Download Opening Act, 180p/ });
    expect(link).toHaveAttribute("href", expect.stringMatching(/deliverables\/trailer_variant_0\?download=true$/));
    await userEvent.click(screen.getByRole("button", { name: "Show Key frames" }));
    expect(screen.getByRole("link", { name: /Download frame_01.jpg/ })).toBeVisible();
  });

  it("says that a file is gone instead of leaving the page", async () => {
    await open();
    service.jobs.clear();
    await userEvent.click(screen.getByRole("link", { name: /Download Opening Act, 180p/ }));
    expect(await screen.findByText("This file is gone")).toBeVisible();
  });

  it("lists scenes, and selects one in the address", async () => {
    const router = await open();
    expect(within(screen.getByRole("table", { name: "Scenes" })).getAllByRole("row")).toHaveLength(7);
    await userEvent.click(
      within(screen.getByRole("region", { name: "Scene table" })).getByRole("button", { name: "Scene 3" }),
    );
    expect(router.state.location.search).toBe("?scene=scene_3");
    await userEvent.click(screen.getByRole("radio", { name: "Left out" }));
    expect(screen.getByText(/were taken/)).toBeVisible();
  });

  it("shows the plan of each trailer", async () => {
    await open();
    const plan = screen.getByRole("region", { name: "Assembly plan" });
    expect(plan).toHaveTextContent(/14.50 s · \d+ clips/);
    await userEvent.click(within(plan).getByRole("radio", { name: "Grand Finale" }));
    expect(plan).toHaveTextContent("Grand Finale");
  });

  it("is deleted after asking, and the list is shown", async () => {
    const router = await open();
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Delete job" }));
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete job" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/app/jobs"));
    expect(service.jobs.size).toBe(0);
  });

  it("has nothing that axe finds serious", async () => {
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
    await open();
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  });
});

describe("a running job", () => {
  it("is live, and names the stage that runs", async () => {
    await open({ status: "processing", progress: progress(40), deliverables: null });
    await waitFor(() => expect(streams).toHaveLength(1));
    act(() => {
      streams[0]?.open();
      streams[0]?.tell("progress", { status: "processing", progress: progress(64), timings: {}, deliverables: [] });
    });
    expect(screen.getByRole("progressbar", { name: "Job synth.mp4" })).toHaveAttribute("aria-valuenow", "64");
    expect(screen.getByText("Encoding Grand Finale").closest("li")).toHaveAttribute("aria-current", "step");
    expect(document.title).toBe("64% · synth.mp4 · Personalized Trailer");
  });

  it("never says 100% before it is completed", async () => {
    await open({ status: "processing", progress: progress(100), deliverables: null });
    expect(screen.getByText("99%")).toBeVisible();
  });

  it("offers the primary trailer before the rest", async () => {
    const { master } = service.add().deliverables ?? {};
    await open({ status: "processing", progress: progress(50), deliverables: master ? { master } : null });
    expect(screen.getByText("Ready to watch while the rest renders")).toBeVisible();
    expect(within(screen.getByRole("row", { name: /Opening Act/ })).getAllByText("in work")).not.toHaveLength(0);
  });

  it("is cancelled after asking", async () => {
    await open({ status: "processing", progress: progress(40), deliverables: null });
    await userEvent.click(screen.getByRole("button", { name: "Cancel job" }));
    const dialog = screen.getByRole("dialog", { name: "Cancel this job?" });
    expect(within(dialog).getByRole("button", { name: "Keep running" })).toHaveFocus();
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel job" }));
    expect(await screen.findByRole("button", { name: "Cancelling" })).toBeDisabled();
    act(() => streams[0]?.tell("cancelled", { status: "cancelled", deliverables: [] }));
    expect(await screen.findByText("You cancelled this job")).toBeVisible();
  });

  it("knows its place in the queue", async () => {
    service.add({ jobId: "0000000000aa", status: "queued", submittedAt: "2026-01-01T00:00:00Z" });
    await open({ status: "queued", progress: progress(0), deliverables: null, submittedAt: "2026-01-01T00:01:00Z" });
    expect(await screen.findByText("Place 2 in the queue")).toBeVisible();
  });
});

describe("a job without trailers", () => {
  const unmade = { deliverables: null, assembly: null, assemblies: null, personalization: null, analysis: null };

  it("says what stopped it, and opens the start page with the same wishes", async () => {
    const error = { code: "corrupt_media", message: "Only 14 s could be read.", stage: "upload" as const };
    const router = await open({ ...unmade, status: "failed", error, progress: progress(3) });
    expect(screen.getByText("The film ends too early")).toBeVisible();
    expect(screen.getByText("Only 14 s could be read.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Choose another film" }));
    expect(router.state.location.pathname).toBe("/app");
    expect(await screen.findByRole("radio", { name: "15 s" })).toBeChecked();
    expect(screen.getByRole("radio", { name: /Family Viewer/ })).toBeChecked();
  });

  it("does not exist under a wrong address", async () => {
    renderApp("/app/jobs/ffffffffffff");
    expect(await screen.findByRole("heading", { name: "This job does not exist" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Open jobs" })).toHaveAttribute("href", "/app/jobs");
  });
});

it("says when the server goes and when it is back", async () => {
  await open();
  service.gone = true;
  await userEvent.click(screen.getByRole("link", { name: "New trailer" }));
  expect(await screen.findByText("The server does not answer", { selector: "h3" })).toBeVisible();
  const asked = service.healthAsked;
  await userEvent.click(screen.getByRole("button", { name: "Try now" }));
  expect(service.healthAsked).toBeGreaterThan(asked);
  service.gone = false;
  expect(await screen.findByText("The server is back", { selector: "h3" })).toBeVisible();
});

it("has one sentence for addresses that lead nowhere", async () => {
  renderApp("/app/nowhere");
  expect(await screen.findByRole("heading", { name: "There is no page at this address" })).toBeVisible();
});
