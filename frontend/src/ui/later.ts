import { type ComponentType, lazy } from "react";

/** Fetches a chunk once the page has loaded, not when it is needed first: then the service may not answer. */
export function fetchedLater<Chunk>(load: () => Promise<Chunk>): () => Promise<Chunk> {
  window.addEventListener(
    "load",
    () => {
      // What does not come now is asked for again when it is needed.
      load().catch(() => undefined);
    },
    { once: true },
  );
  return load;
}

/** A part of the page in a chunk of its own. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  const loaded = fetchedLater(load);
  return lazy(async () => ({ default: await loaded() }));
}
