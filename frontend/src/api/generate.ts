/** POST /generate: a film and wishes go in, a queued job comes back. */

import { client, UPLOAD_TIMEOUT_MS } from "./client";
import type { Job, Mode } from "./types";

export interface Wishes {
  profileId: string;
  duration: number;
  language: string;
  captionLanguage: string;
  format: string;
  captions: boolean;
  storyboard: boolean;
  /** null leaves it to the service. */
  mode: Mode | null;
}

export interface Sent {
  loaded: number;
  total: number;
}

/** The fields before the film, so that the service can refuse them while it still comes in. */
export function formOf(film: File, wishes: Wishes): FormData {
  const form = new FormData();
  form.append("profile_id", wishes.profileId);
  form.append("max_duration", String(wishes.duration));
  form.append("target_language", wishes.language);
  form.append("subtitle_language", wishes.captionLanguage);
  form.append("output_format", wishes.format);
  form.append("include_captions", String(wishes.captions));
  form.append("include_storyboard", String(wishes.storyboard));
  if (wishes.mode) form.append("mode", wishes.mode);
  form.append("video", film, film.name);
  return form;
}

export async function generate(
  film: File,
  wishes: Wishes,
  key: string,
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<Job> {
  const answer = await client.post<{ job: Job }>("/generate", formOf(film, wishes), {
    signal,
    timeout: UPLOAD_TIMEOUT_MS,
    headers: { Prefer: "respond-async", "Idempotency-Key": key },
    onUploadProgress: ({ loaded, total }) => onSent({ loaded, total: total ?? film.size }),
  });
  return answer.data.job;
}

/** A key for one attempt. Random bytes, as `randomUUID` is for secure origins alone. */
export function attemptKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
