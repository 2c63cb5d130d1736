/** Why a job ended without its trailers, in the words of the page. */

import type { Job } from "../../api/types";
import { troubleText } from "../upload/troubleText";
import { STAGE_NAMES } from "./stages";

export interface FailureText {
  title: string;
  text: string;
  /** Whose fault decides what can be done. */
  fault: "film" | "ours" | "nobody";
  /** The service's own sentence, where it says more. */
  said: string | null;
}

const OF_THE_FILM: readonly string[] = [
  "bad_footage",
  "unreadable_footage",
  "unsupported_container",
  "no_video_stream",
  "footage_too_long",
  "footage_too_short",
  "picture_too_large",
  "picture_too_small",
  "frame_rate_too_high",
  "corrupt_media",
];

export function failureText(job: Job): FailureText {
  if (job.status === "cancelled") {
    return {
      title: "You cancelled this job",
      text: "To make the trailers, start again with the same film.",
      fault: "nobody",
      said: null,
    };
  }
  const code = job.error?.code ?? "internal_error";
  if (OF_THE_FILM.includes(code)) {
    const { title, text, quoted } = troubleText({ status: 422, code }, null);
    return { title, text, fault: "film", said: quoted ? (job.error?.message ?? null) : null };
  }
  const stage = STAGE_NAMES[job.error?.stage ?? job.progress.stage];
  return {
    title: `${stage} stopped. Your film is fine`,
    text: `The fault is on our side. Try again; if it fails twice, give your administrator the code ${code} and the job ${job.jobId}.`,
    fault: "ours",
    said: null,
  };
}
