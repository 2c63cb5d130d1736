import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// Pages load in chunks, on machines that do other things besides.
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks of a browser, as far as the pages need it to stand up. */
class Watch {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}

window.IntersectionObserver = Watch as unknown as typeof IntersectionObserver;
window.ResizeObserver = Watch;
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as Partial<MediaQueryList> as MediaQueryList;
URL.createObjectURL = () => "blob:preview";
URL.revokeObjectURL = () => undefined;
window.scrollTo = () => undefined;

HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.open = false;
};

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  localStorage.clear();
});
