/** What can be said of a file before any of it is sent. */

import type { Capabilities } from "../../api/types";
import { fileSize } from "../../ui/format";

export interface Refusal {
  title: string;
  /** Follows the file's name. */
  text: string;
}

const NAMES: Record<string, string> = { mp4: "MP4", mov: "MOV", mkv: "MKV", avi: "AVI", webm: "WebM" };

/** `MP4, MOV, MKV, AVI or WebM`. */
export function formatList(extensions: readonly string[]): string {
  const names = extensions.map((extension) => NAMES[extension] ?? extension.toUpperCase());
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}

/** By its ending: browsers give no type for MKV and AVI, and the service looks at the content itself. */
export function isFilmName(name: string, extensions: readonly string[]): boolean {
  const dot = name.lastIndexOf(".");
  return dot > 0 && extensions.includes(name.slice(dot + 1).toLowerCase());
}

export function refusalOf(film: File, limits: Pick<Capabilities, "extensions" | "maxUploadBytes">): Refusal | null {
  if (!isFilmName(film.name, limits.extensions)) {
    return {
      title: "This file is not a film we can read",
      text: `was not sent. Choose an ${formatList(limits.extensions)} file.`,
    };
  }
  if (film.size === 0) {
    return { title: "This file is empty", text: "holds no data. Copy it again from its source." };
  }
  if (film.size > limits.maxUploadBytes) {
    return {
      title: `This film is larger than ${fileSize(limits.maxUploadBytes) ?? "allowed"}`,
      text: `has ${fileSize(film.size) ?? "more"}. Export a smaller copy, for example 1080p H.264, and drop it here.`,
    };
  }
  return null;
}

/** `up to 2 GB and 2 hours`. */
export function limitsText(limits: Pick<Capabilities, "maxUploadBytes" | "maxVideoSeconds">): string {
  const size = fileSize(limits.maxUploadBytes);
  const length = lengthText(limits.maxVideoSeconds ?? null);
  return ["up to", [size, length].filter(Boolean).join(" and ")].join(" ");
}

/** `2 hours`, `90 minutes`, `45 seconds`: whole units alone. */
export function lengthText(seconds: number | null): string | null {
  if (seconds === null) return null;
  for (const [unit, name] of [
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ] as const) {
    if (seconds % unit === 0) return `${seconds / unit} ${name}${seconds === unit ? "" : "s"}`;
  }
  return `${seconds} seconds`;
}
