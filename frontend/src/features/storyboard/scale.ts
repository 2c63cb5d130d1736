/** The time axis: which part of the film lies on how many pixels. Immutable; every change gives a new one. */

export interface Scale {
  /** Of the film, seconds. */
  duration: number;
  /** First and last second in sight. */
  from: number;
  to: number;
  /** Pixels between them. */
  width: number;
}

/** Width of a key frame; the zoom steps are named by how many seconds lie across it. */
export const FRAME_WIDTH = 54;
/** Seconds across one key frame, from far to near. */
const STEPS = [60, 30, 20, 10, 5, 3, 2] as const;
const NEAREST = 2;

export function fit(duration: number, width: number): Scale {
  return { duration, from: 0, to: duration, width };
}

export function isFit(scale: Scale): boolean {
  return scale.to - scale.from >= scale.duration - 1e-6;
}

export function toX(scale: Scale, second: number): number {
  const span = scale.to - scale.from;
  return span > 0 ? ((second - scale.from) / span) * scale.width : 0;
}

export function toSecond(scale: Scale, x: number): number {
  if (scale.width <= 0) return scale.from;
  return scale.from + (x / scale.width) * (scale.to - scale.from);
}

/** Shows `span` seconds such that `second` stays where it is on the screen. */
export function zoomTo(scale: Scale, span: number, second: number): Scale {
  const nearest = Math.min(scale.duration, (scale.width / FRAME_WIDTH) * NEAREST);
  const wanted = Math.min(scale.duration, Math.max(nearest, span));
  const now = scale.to - scale.from;
  const share = now > 0 ? (second - scale.from) / now : 0.5;
  return placed(scale, second - share * wanted, wanted);
}

/** One step nearer (1) or farther (-1), around `second`. */
export function zoomStep(scale: Scale, direction: 1 | -1, second: number): Scale {
  const frames = scale.width / FRAME_WIDTH;
  const spans = [scale.duration, ...STEPS.map((step) => step * frames).filter((span) => span < scale.duration * 0.9)];
  const now = scale.to - scale.from;
  const next =
    direction > 0 ? spans.find((span) => span < now * 0.99) : [...spans].reverse().find((span) => span > now * 1.01);
  return next === undefined ? scale : zoomTo(scale, next, second);
}

export function canZoom(scale: Scale, direction: 1 | -1): boolean {
  return zoomStep(scale, direction, scale.from) !== scale;
}

/** Moves what is in sight so that it begins at `from`, within the film. */
export function panTo(scale: Scale, from: number): Scale {
  return placed(scale, from, scale.to - scale.from);
}

/** Moves as little as is needed to have a range in sight, with a little air. */
export function reveal(scale: Scale, start: number, end: number): Scale {
  const span = scale.to - scale.from;
  const air = Math.min(span * 0.05, Math.max(0, (span - (end - start)) / 2));
  if (start < scale.from) return placed(scale, start - air, span);
  if (end > scale.to) return placed(scale, Math.min(start - air, end + air - span), span);
  return scale;
}

export function resized(scale: Scale, width: number): Scale {
  return { ...scale, width };
}

function placed(scale: Scale, from: number, span: number): Scale {
  const start = Math.max(0, Math.min(from, scale.duration - span));
  return { ...scale, from: start, to: start + span };
}
