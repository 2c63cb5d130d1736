/** What stands on a job's page, without the page: the context, and what jsdom lacks. */

import { act, render } from "@testing-library/react";
import { type ReactElement, useState } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";

import type { Job, TrailerId } from "../api/types";
import { JobContext } from "../features/jobs/JobContext";
import { Stage } from "../features/jobs/stage";

/** Every element is this wide, in pixels. */
const WIDTH = 750;

/** Sizes, media queries and media playback, as far as these tests need them. */
export function standInForBrowser({ narrow = false } = {}): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly tell: (entries: { contentRect: { width: number } }[]) => void) {}
      observe = () => this.tell([{ contentRect: { width: WIDTH } }]);
      disconnect = () => undefined;
    },
  );
  vi.stubGlobal("matchMedia", () => ({
    matches: narrow,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(function (this: HTMLMediaElement) {
    Object.defineProperty(this, "paused", { configurable: true, value: false });
    this.dispatchEvent(new Event("play"));
    this.dispatchEvent(new Event("playing"));
    return Promise.resolve();
  });
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(function (this: HTMLMediaElement) {
    if (this.paused) return;
    Object.defineProperty(this, "paused", { configurable: true, value: true });
    this.dispatchEvent(new Event("pause"));
  });
  Element.prototype.setPointerCapture = () => undefined;
  Element.prototype.hasPointerCapture = () => false;
}

interface Wishes {
  job: Job;
  scene?: string;
  compared?: readonly TrailerId[];
  /** Query of the address, `?left=0`. */
  search?: string;
}

export function renderOnJobPage(element: ReactElement, { job, scene, compared = [], search = "" }: Wishes) {
  const stage = new Stage();
  const selectScene = vi.fn<(id: string | null) => void>();
  const toggleCompared = vi.fn<(id: TrailerId) => void>();

  function Around() {
    const [selected, select] = useState(scene ?? null);
    selectScene.mockImplementation(select);
    return (
      <JobContext.Provider
        value={{
          job,
          stage,
          secondsLeft: null,
          scene: selected,
          selectScene,
          compared,
          toggleCompared,
          shown: "primary",
          show: () => undefined,
        }}
      >
        {element}
      </JobContext.Provider>
    );
  }

  const router = createMemoryRouter([{ path: "*", element: <Around /> }], { initialEntries: [`/${search}`] });
  const shown = render(<RouterProvider router={router} />);
  return { ...shown, stage, selectScene, toggleCompared, router };
}

/** Lets a timer of `ms` run out. */
export async function wait(ms: number): Promise<void> {
  await act(() => new Promise((done) => setTimeout(done, ms)));
}
