/** The seven stages of a job as the page tells them. */

import { type Job, type Stage, STAGES } from "../../api/types";
import { count } from "../../ui/format";

export const STAGE_NAMES: Record<Stage, string> = {
  upload: "Upload",
  analysis: "Analysis",
  personalization: "Personalization",
  assembly: "Assembly",
  rendering: "Rendering",
  deliverables: "Deliverables",
  completion: "Completion",
};

export type StageState = "waiting" | "running" | "done" | "failed" | "skipped";

export interface StageRow {
  stage: Stage;
  name: string;
  state: StageState;
  /** What it did, does or will do. */
  text: string;
  seconds: number | null;
}

const PLANS: Partial<Record<Stage, string>> = {
  deliverables: "Captions, smaller sizes, storyboard",
};

function result(stage: Stage, job: Job): string {
  switch (stage) {
    case "upload":
      return "Film received and read";
    case "analysis":
      return job.analysis
        ? analysed(job.analysis.scenes.length, job.analysis.simulated, Boolean(job.analysis.intensity))
        : "";
    case "personalization":
      return `Scored for ${job.input.profile.label}`;
    case "assembly":
      return planned(job.assemblies?.length ?? 0);
    case "rendering":
      return count(1 + (job.assemblies?.length ?? 0), "trailer");
    case "deliverables":
      return count(fileCount(job), "file");
    case "completion":
      return "";
  }
}

function analysed(scenes: number, simulated: boolean, intensity: boolean): string {
  if (simulated) return `${count(scenes, "scene")} simulated`;
  return `${count(scenes, "scene")} found${intensity ? ", intensity measured" : ""}`;
}

function planned(variants: number): string {
  return variants ? `Primary trailer and ${count(variants, "variant")} planned` : "Primary trailer planned";
}

/** Files of a job, without the second names that variants have. */
export function fileCount(job: Job): number {
  return Object.keys(job.deliverables ?? {}).filter((key) => !/^variant_\d+$/.test(key)).length;
}

function stateOf(place: number, now: number, job: Job): StageState {
  if (job.status === "completed") return "done";
  if (job.status === "failed") return place < now ? "done" : place === now ? "failed" : "skipped";
  if (job.status === "cancelled") return place < now ? "done" : "skipped";
  return place < now ? "done" : place === now ? "running" : "waiting";
}

/** Seven rows, always. */
export function stageRows(job: Job): StageRow[] {
  const now = STAGES.indexOf(job.error?.stage ?? job.progress.stage);
  return STAGES.map((stage, place) => {
    const state = stateOf(place, now, job);
    const text =
      state === "done" ? result(stage, job) : state === "running" ? job.progress.message : (PLANS[stage] ?? "");
    return { stage, name: STAGE_NAMES[stage], state, text, seconds: job.timings[stage] ?? null };
  });
}
