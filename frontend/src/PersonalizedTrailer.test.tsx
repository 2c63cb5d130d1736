import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { fakeStreams } from "./test/events";
import { renderApp } from "./test/renderApp";
import { Service } from "./test/service";

let service: Service;

beforeEach(() => {
  service = new Service();
  fakeStreams();
});

/** A file of that size without its bytes. */
function file(name: string, type = "video/mp4", size = 1_000): File {
  const made = new File(["film"], name, { type });
  Object.defineProperty(made, "size", { value: size });
  return made;
}

async function ready(): Promise<void> {
  await screen.findByRole("radio", { name: /60 s/ });
}

function choose(...films: File[]): void {
  fireEvent.change(screen.getByLabelText("Film", { selector: "input" }), { target: { files: films } });
}

async function start(film = file("llamas.mp4")) {
  const router = renderApp("/app");
  await ready();
  choose(film);
  return router;
}

function make(): void {
  fireEvent.click(screen.getByRole("button", { name: "Make trailers" }));
}

describe("before anything is chosen", () => {
  it("proposes 60 s, this machine, English, MP4, captions and a storyboard", async () => {
    renderApp("/app");
    await ready();
    expect(screen.getByRole("radio", { name: "60 s" })).toBeChecked();
    expect(screen.getByRole("radio", { name: "This machine" })).toBeChecked();
    expect(screen.getByRole("radio", { name: "MP4" })).toBeChecked();
    expect(screen.getByLabelText("Spoken language")).toHaveValue("en");
    expect(screen.getByRole("switch", { name: "Make caption files" })).toBeChecked();
    expect(screen.getByRole("switch", { name: "Storyboard" })).toBeChecked();
    expect(screen.getByRole("radio", { name: /Action Enthusiast/ })).toBeChecked();
    expect(screen.getByRole("button", { name: "Make trailers" })).toBeDisabled();
    expect(screen.getByText("Choose a film to begin")).toBeVisible();
  });

  it("keeps a film that is chosen before the service has said what there is to choose from", async () => {
    renderApp("/app");
    choose(file("llamas.mp4"));
    await ready();
    expect(screen.getByRole("heading", { name: "llamas.mp4" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Make trailers" })).toBeEnabled();
  });

  it("says that a simulation is one", async () => {
    service.capabilities = { ...service.capabilities, modes: ["mock"] };
    renderApp("/app");
    await ready();
    expect(screen.getByRole("radio", { name: "Simulated" })).toBeChecked();
    expect(screen.getByText(/scenes and scores are invented, the cuts are real/)).toBeVisible();
  });

  it("goes on with the built-in profiles when the service is down", async () => {
    service.gone = true;
    renderApp("/app");
    expect(await screen.findByText("Using the built-in profiles")).toBeVisible();
    expect(screen.getAllByRole("radio", { name: /Enthusiast|Viewer|Buff|Devotee/ })).toHaveLength(4);
    expect(screen.getByRole("radio", { name: "60 s" })).toBeChecked();
    service.gone = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("Using the built-in profiles")).not.toBeInTheDocument());
  });

  it("shows the profiles that the service sends, whatever their number", async () => {
    const own = service.profiles.profiles
      .slice(0, 1)
      .map((profile) => ({ ...profile, id: "own", label: "<b>Our own</b>" }));
    service.profiles = { ...service.profiles, profiles: own };
    renderApp("/app");
    expect(await screen.findByRole("radio", { name: /<b>Our own<\/b>/ })).toBeChecked();
  });
});

describe("choosing a film", () => {
  it("takes MKV and AVI, for which browsers give no type", async () => {
    await start(file("take.mkv", ""));
    expect(screen.getByRole("heading", { name: "take.mkv" })).toBeVisible();
    choose(file("TAKE.AVI", ""));
    expect(screen.getByRole("heading", { name: "TAKE.AVI" })).toBeVisible();
  });

  it.each([
    ["poster_final.psd", 1_000, "This file is not a film we can read", /Choose an MP4, MOV, MKV, AVI or WebM file/],
    ["empty.mp4", 0, "This file is empty", /Copy it again from its source/],
    ["huge.mkv", 3.4 * 1024 ** 3, "This film is larger than 2 GB", /has 3.40 GB. Export a smaller copy/],
  ])("refuses %s and says what to do", async (name, size, title, text) => {
    await start(file(name, "", size));
    expect(screen.getByRole("heading", { name: title }).parentElement).toHaveTextContent(text);
    expect(screen.getByRole("alert")).toHaveTextContent(`${title}. ${name}`);
    expect(screen.getByRole("button", { name: "Make trailers" })).toBeDisabled();
  });

  it("takes the first of several", async () => {
    renderApp("/app");
    await ready();
    choose(file("one.mp4"), file("two.mp4"));
    expect(screen.getByText("One film at a time")).toBeVisible();
    expect(screen.getByRole("heading", { name: "one.mp4" })).toBeVisible();
  });

  it("gives the preview's address back when another film is chosen", async () => {
    const made = vi.spyOn(URL, "createObjectURL").mockReturnValueOnce("blob:1").mockReturnValueOnce("blob:2");
    const returned = vi.spyOn(URL, "revokeObjectURL");
    await start(file("one.mp4"));
    choose(file("two.mp4"));
    await waitFor(() => expect(returned).toHaveBeenCalledWith("blob:1"));
    expect(made).toHaveBeenCalledTimes(2);
    expect(returned).not.toHaveBeenCalledWith("blob:2");
  });

  it("takes a dropped film", async () => {
    renderApp("/app");
    await ready();
    const zone = screen.getByRole("region", { name: "Film" }).firstElementChild ?? document.body;
    const dataTransfer = { files: [file("dropped.webm", "video/webm")], types: ["Files"], dropEffect: "none" };
    fireEvent.dragOver(zone, { dataTransfer });
    expect(screen.getByText("Drop to choose this film")).toBeVisible();
    fireEvent.drop(zone, { dataTransfer });
    expect(screen.getByRole("heading", { name: "dropped.webm" })).toBeVisible();
  });

  it("says where the browser cannot show it, and sends it all the same", async () => {
    await start(file("old.avi", ""));
    fireEvent.error(screen.getByLabelText("Preview of the film"));
    expect(screen.getByText(/It can be sent all the same/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Make trailers" })).toBeEnabled();
  });
});

describe("sending", () => {
  it("sends every choice, and goes on to the job", async () => {
    const router = await start();
    const user = userEvent.setup();
    await user.click(screen.getByRole("radio", { name: /Thriller Buff/ }));
    await user.click(screen.getByRole("radio", { name: "30 s" }));
    await user.selectOptions(screen.getByLabelText("Caption language"), "fr");
    await user.click(screen.getByRole("switch", { name: "Storyboard" }));
    await user.click(screen.getByRole("radio", { name: "Simulated" }));
    make();
    await waitFor(() => expect(router.state.location.pathname).toBe("/app/jobs/0123456789ab"));
    const asked = service.askedFor("POST", "/generate").at(0);
    expect(Object.fromEntries([...(asked?.form ?? [])].filter(([name]) => name !== "video"))).toEqual({
      profile_id: "thriller_buff",
      max_duration: "30",
      target_language: "en",
      subtitle_language: "fr",
      output_format: "mp4",
      include_captions: "true",
      include_storyboard: "false",
      mode: "mock",
    });
    expect(asked?.headers.Prefer).toBe("respond-async");
    expect(asked?.headers["Idempotency-Key"]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("shows how far it is and rests what can no longer be changed", async () => {
    service.sent = [0.384];
    service.holds = true;
    await start(file("llamas.mp4", "video/mp4", 1_000_000));
    make();
    expect(await screen.findByText(/Sending/)).toHaveTextContent("Sending the film 38%");
    expect(screen.getByRole("progressbar", { name: "Sending the film" })).toHaveAttribute("aria-valuenow", "38");
    expect(screen.getByRole("heading", { name: "Options" }).closest("section")).toHaveAttribute("inert");
    expect(screen.queryByRole("button", { name: "Remove" })).not.toBeInTheDocument();
  });

  it("keeps the film when the connection breaks, and sends again under the same key", async () => {
    service.sent = [0.384];
    service.refusal = null;
    const router = await start();
    make();
    expect(await screen.findByText("The upload stopped at 38%")).toBeVisible();
    service.refusal = undefined;
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/app/jobs/0123456789ab"));
    const keys = service.askedFor("POST", "/generate").map(({ headers }) => headers["Idempotency-Key"]);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("waits for room in a full queue", async () => {
    service.refusal = {
      status: 503,
      body: { error: "The queue is full.", code: "queue_full" },
      headers: { "retry-after": "30" },
    };
    await start();
    make();
    expect(await screen.findByText("The service is busy")).toBeVisible();
    expect(screen.getByText(/We ask again in (30|29) s/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Stop waiting" }));
    expect(await screen.findByRole("button", { name: "Make trailers" })).toBeEnabled();
    await act(() => Promise.resolve());
  });

  it.each([
    [422, "unreadable_footage", "We could not read this film", "Choose another film"],
    [422, "no_video_stream", "There is no picture in this file", "Choose another film"],
    [422, "footage_too_long", "This film is longer than 2 hours", "Choose another film"],
    [503, "no_room", "The disk of the service is almost full", "Open jobs"],
    [500, "internal_error", "The service could not take the film. Your film is fine", "Try again"],
  ])("turns %s %s into words and a next step", async (status, code, title, action) => {
    service.refusal = { status, body: { error: "As the service says it.", code } };
    await start();
    make();
    const banner = (await screen.findByRole("heading", { name: title })).parentElement ?? document.body;
    expect(within(banner).getByText(action)).toBeVisible();
    expect(banner).not.toHaveTextContent(code);
  });

  it("asks before the page is left, and stays", async () => {
    service.sent = [0.2, 0.3, 0.4];
    service.refusal = { status: 503, body: { error: "", code: "queue_full" } };
    const router = await start();
    make();
    await screen.findByText("The service is busy");
    fireEvent.click(screen.getByRole("link", { name: "Jobs" }));
    const dialog = await screen.findByRole("dialog", { name: "The film is still being sent" });
    fireEvent.click(within(dialog).getByRole("button", { name: "Stay" }));
    expect(router.state.location.pathname).toBe("/app");
    const closing = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
  });
});
