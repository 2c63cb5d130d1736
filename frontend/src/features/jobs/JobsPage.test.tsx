import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";

import type { Job } from "../../api/types";
import { fakeStreams } from "../../test/events";
import { renderApp } from "../../test/renderApp";
import { sampleJob } from "../../test/sample";
import { Service } from "../../test/service";

let service: Service;

beforeEach(() => {
  service = new Service();
  fakeStreams();
});

/** The n-th job of so many, each a minute older than the one before. */
function addJob(number: number, name: string, more: Partial<Job> = {}): void {
  const job = sampleJob();
  service.add({
    jobId: String(number).padStart(12, "0"),
    submittedAt: new Date(Date.now() - number * 60_000).toISOString(),
    input: { ...job.input, sourceFile: name },
    ...more,
  });
}

function rows(): string[] {
  return within(screen.getByRole("main"))
    .getAllByRole("listitem")
    .map((row) => row.querySelector("bdi")?.title ?? "");
}

it("invites to make the first", async () => {
  renderApp("/app/jobs");
  expect(await screen.findByRole("heading", { name: "No jobs yet" })).toBeVisible();
  expect(screen.getAllByRole("link", { name: "New trailer" })).toHaveLength(2);
});

it("lists jobs with their state, newest first, and names as text", async () => {
  addJob(2, "older.mp4");
  addJob(1, "<img src=x onerror=alert(1)>.mp4", { status: "failed" });
  addJob(0, "מסע_החורף.mov", { status: "cancelled" });
  renderApp("/app/jobs");
  expect(await screen.findByText("older.mp4")).toBeVisible();
  expect(rows()).toEqual(["מסע_החורף.mov", "<img src=x onerror=alert(1)>.mp4", "older.mp4"]);
  expect(screen.getByText("מסע_החורף.mov").closest("bdi")).not.toBeNull();
  expect(screen.getAllByText("Failed")).toHaveLength(2);
  expect(screen.getAllByText("Cancelled")).toHaveLength(1);
});

it("finds by a part of the name, and says when nothing is found", async () => {
  addJob(0, "sintel_teaser.mp4");
  addJob(1, "llamas.mp4");
  renderApp("/app/jobs");
  await screen.findByText("llamas.mp4");
  const field = screen.getByRole("searchbox", { name: "Search by file name" });
  fireEvent.keyDown(document.body, { key: "/" });
  expect(field).toHaveFocus();
  await userEvent.type(field, "SINT");
  expect(rows()).toEqual(["sintel_teaser.mp4"]);
  await userEvent.clear(field);
  await userEvent.type(field, "sintle");
  expect(await screen.findByText("No file name contains “sintle”")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Clear search" }));
  expect(await screen.findByText("llamas.mp4")).toBeVisible();
});

it("shows older jobs on demand", async () => {
  for (let number = 0; number < 23; number += 1) addJob(number, `film_${number}.mp4`);
  renderApp("/app/jobs");
  await screen.findByText("film_0.mp4");
  expect(rows()).toHaveLength(20);
  await userEvent.click(screen.getByRole("button", { name: "Show older jobs" }));
  expect(await screen.findByText("film_22.mp4")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show older jobs" })).not.toBeInTheDocument();
});

it("deletes after asking, with the focus on the safe answer", async () => {
  addJob(0, "keep.mp4");
  addJob(1, "away.mp4");
  renderApp("/app/jobs");
  await screen.findByText("away.mp4");
  fireEvent.keyDown(screen.getByRole("link", { name: "away.mp4" }), { key: "Delete" });
  const dialog = screen.getByRole("dialog", { name: "Delete this job?" });
  expect(dialog).toHaveTextContent(/The five trailers, captions and the storyboard of away.mp4 go too/);
  expect(within(dialog).getByRole("button", { name: "Keep" })).toHaveFocus();
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete job" }));
  await waitFor(() => expect(rows()).toEqual(["keep.mp4"]));
  expect(service.askedFor("DELETE", "/jobs/000000000001")).toHaveLength(1);
});

it("cancels a running job from the list", async () => {
  addJob(0, "running.mp4", {
    status: "processing",
    progress: { stage: "rendering", stageIndex: 5, stageCount: 7, percent: 64.2, message: "", secondsLeft: 40 },
  });
  renderApp("/app/jobs");
  expect(await screen.findByText("Rendering 64%")).toBeVisible();
  expect(screen.getByText("about 40 s left")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Cancel running.mp4" }));
  const dialog = screen.getByRole("dialog", { name: "Cancel this job?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Cancel job" }));
  expect(await screen.findByText("Cancelled")).toBeVisible();
});

it("says that the jobs are not lost when the service is away", async () => {
  service.gone = true;
  renderApp("/app/jobs");
  expect(await screen.findByText("The jobs could not be loaded")).toBeVisible();
  service.gone = false;
  addJob(0, "back.mp4");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("back.mp4")).toBeVisible();
});
