import { type RefObject, useEffect, useRef, useState } from "react";

export const ROW_HEIGHT = 52;
const OVER = 8;
/** Tables up to this long are drawn whole. */
const WHOLE = 200;

export interface TableWindow {
  frame: RefObject<HTMLDivElement>;
  /** Rows to draw, and the pixels of those left out. */
  from: number;
  to: number;
  above: number;
  below: number;
}

export function windowOf(rows: number, top: number, height: number): Omit<TableWindow, "frame"> {
  if (rows <= WHOLE) return { from: 0, to: rows, above: 0, below: 0 };
  const from = Math.min(rows, Math.max(0, Math.floor(top / ROW_HEIGHT) - OVER));
  const to = Math.min(rows, Math.ceil((top + height) / ROW_HEIGHT) + OVER);
  return { from, to, above: from * ROW_HEIGHT, below: (rows - to) * ROW_HEIGHT };
}

/** Which rows of a scrolled table are in sight; a row that becomes the selected one is brought there. */
export function useWindow(rows: number, selected: number): TableWindow {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 9 * ROW_HEIGHT });

  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    function onScroll(): void {
      if (box) setView({ top: box.scrollTop, height: box.clientHeight });
    }
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => box.removeEventListener("scroll", onScroll);
  }, []);

  useEffect(() => {
    const box = frame.current;
    if (!box || selected < 0) return;
    const top = selected * ROW_HEIGHT;
    const seen = top >= box.scrollTop && top + 2 * ROW_HEIGHT <= box.scrollTop + box.clientHeight;
    if (!seen) box.scrollTop = top - box.clientHeight / 2 + ROW_HEIGHT;
  }, [selected]);

  return { frame, ...windowOf(rows, view.top, view.height) };
}
