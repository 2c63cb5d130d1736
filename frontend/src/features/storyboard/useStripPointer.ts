import { type PointerEvent, type RefObject, useEffect, useRef } from "react";

import type { StripActions } from "./actions";
import type { Hand } from "./hand";
import { clipAt } from "./ranges";
import { sceneAt, type Strip } from "./model";
import { laneAt, type Rows } from "./rows";
import { type Scale, toSecond, zoomTo } from "./scale";

interface Board {
  strip: Strip;
  rows: Rows;
  scale: Scale;
  change: (next: Scale) => void;
  hand: Hand;
  actions: StripActions;
}

/** A pointer that moved farther than this drags. */
const CLICK_PIXELS = 4;
/** A clip of 2 px is hard to hit. */
const REACH_PIXELS = 4;
/** Zoom of one notch of the wheel. */
const WHEEL = 0.0025;

interface Gesture {
  pointers: Map<number, number>;
  start: { x: number; y: number; onRuler: boolean };
  moved: boolean;
}

/** Hover, click, scrub and pinch on the strip. */
export function useStripPointer(board: Board) {
  const gesture = useRef<Gesture>({ pointers: new Map(), start: { x: 0, y: 0, onRuler: false }, moved: false });
  const { strip, rows, scale, change, hand, actions } = board;

  function place(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    return { x, y: event.clientY - box.top, second: toSecond(scale, x) };
  }

  function pinch(id: number, x: number): void {
    const { pointers } = gesture.current;
    const before = [...pointers.values()];
    pointers.set(id, x);
    const after = [...pointers.values()];
    const [wide, now] = [Math.abs((before[0] ?? 0) - (before[1] ?? 0)), Math.abs((after[0] ?? 0) - (after[1] ?? 0))];
    if (wide < 8 || now < 8) return;
    const middle = ((after[0] ?? 0) + (after[1] ?? 0)) / 2;
    change(zoomTo(scale, ((scale.to - scale.from) * wide) / now, toSecond(scale, middle)));
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    const { pointers } = gesture.current;
    pointers.set(event.pointerId, x);
    gesture.current.moved = pointers.size > 1;
    if (pointers.size === 1) gesture.current.start = { x, y, onRuler: y < rows.film.y };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const { x, second } = place(event);
    const { pointers, start } = gesture.current;
    if (pointers.size === 2) {
      pinch(event.pointerId, x);
      return;
    }
    const pressed = pointers.has(event.pointerId);
    if (pressed) pointers.set(event.pointerId, x);
    if (pressed && Math.abs(x - start.x) > CLICK_PIXELS) gesture.current.moved = true;
    hand.hover(sceneAt(strip.scenes, second));
    const drags = pressed && gesture.current.moved && (start.onRuler || event.pointerType === "touch");
    if (drags) actions.scrub(Math.min(scale.duration, Math.max(0, second)));
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    const { pointers, start, moved } = gesture.current;
    if (!pointers.delete(event.pointerId) || pointers.size > 0) return;
    if (event.pointerType === "touch") hand.hover(null);
    const { y, second } = place(event);
    if (moved) return;
    if (start.onRuler) {
      actions.scrub(second);
      return;
    }
    const lane = laneAt(rows, y);
    const reach = (REACH_PIXELS / Math.max(scale.width, 1)) * (scale.to - scale.from);
    const clip = clipAt(strip.lanes[lane]?.clips ?? [], second, reach);
    if (clip >= 0) actions.playClip(lane, clip);
    else actions.open(sceneAt(strip.scenes, second));
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>): void {
    gesture.current.pointers.delete(event.pointerId);
    hand.hover(null);
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave: () => hand.hover(null) };
}

/** Ctrl or Cmd with the wheel zooms at the pointer; React's own listener could not keep the page from zooming too. */
export function useWheelZoom(board: RefObject<HTMLElement>, scale: Scale, change: (next: Scale) => void): void {
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    function onWheel(event: WheelEvent): void {
      if (!element || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const second = toSecond(scale, event.clientX - element.getBoundingClientRect().left);
      change(zoomTo(scale, (scale.to - scale.from) * Math.exp(event.deltaY * WHEEL), second));
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [board, scale, change]);
}
