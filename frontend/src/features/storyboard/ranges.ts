/** Clips of a lane as one path, and which clip lies under the pointer. */

import type { Range } from "./model";
import { type Scale, toX } from "./scale";

/** No clip is drawn narrower, or it could not be seen. */
export const LEAST_WIDTH = 2;
const CORNER = 2;

/** One path for all ranges in sight. Rounded corners stay inside the true width. */
export function rangesPath(ranges: readonly Range[], scale: Scale, y: number, height: number): string {
  return ranges
    .filter((range) => range.end > scale.from && range.start < scale.to)
    .map((range) => {
      const x = toX(scale, range.start);
      return box(x, y, Math.max(LEAST_WIDTH, toX(scale, range.end) - x), height);
    })
    .join("");
}

function box(x: number, y: number, width: number, height: number): string {
  const [left, w] = [x.toFixed(1), width.toFixed(1)];
  if (width < 3 * CORNER || height < 3 * CORNER) return `M${left} ${y}h${w}v${height}h-${w}z`;
  const across = (width - 2 * CORNER).toFixed(1);
  const down = height - 2 * CORNER;
  const arc = (dx: number, dy: number) => `a${CORNER} ${CORNER} 0 0 1 ${dx} ${dy}`;
  return (
    `M${(x + CORNER).toFixed(1)} ${y}h${across}${arc(CORNER, CORNER)}v${down}${arc(-CORNER, CORNER)}` +
    `h-${across}${arc(-CORNER, -CORNER)}v-${down}${arc(CORNER, -CORNER)}z`
  );
}

/** Index of the clip at a second, or of the nearest within `reach` seconds; -1 where there is none. */
export function clipAt(clips: readonly Range[], second: number, reach = 0): number {
  let found = -1;
  let nearest = reach;
  clips.forEach((clip, index) => {
    const away = second < clip.start ? clip.start - second : Math.max(0, second - clip.end);
    if (away < nearest || (away === 0 && (found < 0 || nearest > 0))) {
      found = index;
      nearest = away;
    }
  });
  return found;
}
