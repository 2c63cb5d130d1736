/** How far a variant is, read off its job. */

import { trailerFile, trailerName } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";

export type VariantState =
  | { is: "ready" }
  /** Its percent is null where the service does not say it. */
  | { is: "rendering"; percent: number | null }
  | { is: "waiting" }
  /** The job ended without it. */
  | { is: "missing"; why: string };

export function variantState(job: Job, id: TrailerId): VariantState {
  if (trailerFile(job, id)?.url) return { is: "ready" };
  if (job.status === "completed") return { is: "missing", why: "This trailer was not made" };
  if (job.status === "failed") return { is: "missing", why: "Not made: the job failed" };
  if (job.status === "cancelled") return { is: "missing", why: "Not made: the job was cancelled" };
  const name = trailerName(job, id);
  const inHand = job.progress.stage === "rendering" && job.progress.message.includes(name);
  if (inHand) return { is: "rendering", percent: percentIn(job.progress.message) };
  return { is: "waiting" };
}

/** `62` of `Rendering Grand Finale, 62%`. */
function percentIn(message: string): number | null {
  const found = /(\d{1,3})\s?%/.exec(message)?.[1];
  return found === undefined ? null : Math.min(100, Number(found));
}

/** What stands under the name while there is nothing to play. */
export function stateWords(state: VariantState): string {
  if (state.is === "rendering") return state.percent === null ? "Rendering" : `Rendering, ${state.percent}%`;
  if (state.is === "missing") return state.why;
  return state.is === "waiting" ? "Waiting for its turn" : "Ready to watch";
}
