/** Ticks of the ruler: round times, as many as have room for their words. */

import { type Scale, toX } from "./scale";

export interface Tick {
  second: number;
  x: number;
  /** Whether its time is written beside it. */
  labelled: boolean;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600] as const;
/** Pixels that a written time needs, and that two ticks keep between them. */
const LABEL_ROOM = 60;
const TICK_ROOM = 18;

function stepFor(perPixel: number, room: number): number {
  return STEPS.find((step) => step >= perPixel * room) ?? 3600 * Math.ceil((perPixel * room) / 3600);
}

/** The smallest round step that divides the labelled one and leaves room between ticks. */
function tickStep(perPixel: number, labelled: number): number {
  return STEPS.find((step) => labelled % step === 0 && step >= perPixel * TICK_ROOM) ?? labelled;
}

export function ticks(scale: Scale): Tick[] {
  const span = scale.to - scale.from;
  if (scale.width <= 0 || span <= 0) return [];
  const perPixel = span / scale.width;
  const labelled = stepFor(perPixel, LABEL_ROOM);
  const step = tickStep(perPixel, labelled);
  const made: Tick[] = [];
  for (let count = Math.max(0, Math.ceil(scale.from / step - 1e-9)); count * step <= scale.to + 1e-9; count += 1) {
    const second = count * step;
    const x = toX(scale, second);
    made.push({ second, x, labelled: second % labelled === 0 && x <= scale.width - 34 });
  }
  return made;
}
