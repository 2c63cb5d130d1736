/** Figures as people read them. */

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** `14.6 MB`; null for nothing or nonsense. */
export function fileSize(bytes: number | null | undefined): string | null {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes) || bytes <= 0) return null;
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || (unit < 3 && size >= 100) ? 0 : unit === 3 && size % 1 >= 0.005 ? 2 : unit === 3 ? 0 : 1;
  return `${size.toFixed(digits)} ${UNITS[unit] ?? "GB"}`;
}

/** `0:59`, `1:02:03`; the player's clock. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** `4:33.75`; a place in the film. */
export function exactClock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  return `${clock(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** `9.3 s`. */
export function shortSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** `48 s`, `1 min 12 s`, `1 h 5 min`; how long something took. */
export function took(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${Math.max(whole, seconds > 0 ? 1 : 0)} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `about 40 s left`, `about 3 min left`, `almost done`. */
export function timeLeft(seconds: number): string {
  if (seconds < 5) return "almost done";
  if (seconds < 57.5) return `about ${Math.round(seconds / 5) * 5} s left`;
  return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
}

/** A score of 0 to 1 as the pages show it. */
export function points(score: number): string {
  return String(Math.round(score * 100));
}

/** `60%` as 60. */
export function percentOf(share: string): number {
  const value = Number.parseFloat(share);
  return Number.isFinite(value) ? value : 0;
}

/** `English` for `en`; the code itself where the browser does not know it. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code.toUpperCase();
  } catch {
    return code.toUpperCase();
  }
}

/** `1 scene`, `4 scenes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** First letter large: for sentences that begin with a figure's words. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
