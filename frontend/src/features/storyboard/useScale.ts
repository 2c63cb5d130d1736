import { useCallback, useEffect, useMemo, useState } from "react";

import { fit, isFit, type Scale } from "./scale";

export interface Zoom {
  scale: Scale;
  change: (next: Scale) => void;
  /** For the element whose width is the axis's. */
  measure: (element: HTMLElement | null) => void;
}

/** The time axis of a drawing: as wide as its element, the whole film until it is zoomed. */
export function useScale(duration: number): Zoom {
  const [element, measure] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  const [seen, setSeen] = useState<{ from: number; to: number } | null>(null);

  useEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  const change = useCallback((next: Scale) => setSeen(isFit(next) ? null : { from: next.from, to: next.to }), []);

  const scale = useMemo(
    () => (seen && seen.to <= duration + 1e-6 ? { duration, width, ...seen } : fit(duration, width)),
    [duration, width, seen],
  );
  return { scale, change, measure };
}
