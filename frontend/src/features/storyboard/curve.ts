/** The intensity curve as SVG path data. */

import type { Intensity } from "./model";
import { type Scale, toX } from "./scale";

/** Pixels between two points of the curve at least. */
const POINT_PIXELS = 3;

type Point = [x: number, value: number];

export interface CurvePaths {
  line: string;
  area: string;
}

/** Means of the values under each point, from `top` (1) down to `top + height` (0). */
export function curvePaths(intensity: Intensity, scale: Scale, top: number, height: number): CurvePaths {
  const points = drawnOut(means(intensity, scale), intensity, scale);
  const [start, stop] = [points[0], points.at(-1)];
  if (!start || !stop || points.length < 2) return { line: "", area: "" };
  const line = points
    .map(([x, value], index) => {
      const y = top + (1 - Math.min(1, Math.max(0, value))) * height;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
  const bottom = (top + height).toFixed(1);
  return { line, area: `${line}L${stop[0].toFixed(1)} ${bottom}L${start[0].toFixed(1)} ${bottom}Z` };
}

/** Values stand for the middle of their stretch; the ends of the film have those next to them. */
function drawnOut(points: Point[], { secondsPerValue, values }: Intensity, scale: Scale): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return points;
  const end = Math.min(scale.duration, values.length * secondsPerValue);
  return [[Math.min(first[0], toX(scale, 0)), first[1]], ...points, [Math.max(last[0], toX(scale, end)), last[1]]];
}

function means({ secondsPerValue, values }: Intensity, scale: Scale): Point[] {
  const pixels = toX(scale, scale.from + secondsPerValue);
  const each = Math.max(1, Math.ceil(POINT_PIXELS / Math.max(pixels, 1e-6)));
  // One bucket more on each side, so that the line runs out of the picture and not to its edge.
  const begin = Math.max(0, Math.floor(scale.from / secondsPerValue / each) - 1) * each;
  const made: Point[] = [];
  for (let at = begin; at < values.length; at += each) {
    const bucket = values.slice(at, at + each);
    const middle = (at + bucket.length / 2) * secondsPerValue;
    made.push([toX(scale, middle), bucket.reduce((sum, value) => sum + value, 0) / bucket.length]);
    if (middle > scale.to) break;
  }
  return made;
}
