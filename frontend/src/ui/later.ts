import { type ComponentType, lazy } from "react";

/**
 * A part of the page in a chunk of its own. It is fetched once the page has loaded, not when it is needed first: that
 * may be the moment at which the service does not answer.
 */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  window.addEventListener(
    "load",
    () => {
      // What does not come now is asked for again when it is needed.
      load().catch(() => undefined);
    },
    { once: true },
  );
  return lazy(async () => ({ default: await load() }));
}
