/** Moments as people say them; `now` is passed so that tests own the clock. */

const DAY = 86_400_000;

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

function daysAgo(moment: Date, now: Date): number {
  return Math.round((midnight(now) - midnight(moment)) / DAY);
}

/** `14:32`. */
export function timeOfDay(stamp: string): string {
  const moment = new Date(stamp);
  return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

/** `Today`, `Yesterday`, `20 November`, `3 May 2024`. */
export function dayName(stamp: string, now: Date): string {
  const moment = new Date(stamp);
  const ago = daysAgo(moment, now);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const year = moment.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", ...year }).format(moment);
}

/** `today 14:32`, `yesterday`, `20 Nov`. */
export function when(stamp: string, now: Date): string {
  const moment = new Date(stamp);
  const ago = daysAgo(moment, now);
  if (ago === 0) return `today ${timeOfDay(stamp)}`;
  if (ago === 1) return "yesterday";
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(moment);
}
