import { createContext, useContext, useSyncExternalStore } from "react";

import type { Job, TrailerId } from "../../api/types";
import { type Playhead, Stage } from "./stage";

export interface JobView {
  job: Job;
  stage: Stage;
  /** Until the job is done; null while it waits, is over, or nothing is known. */
  secondsLeft: number | null;
  /** The selected scene's id, as in `?scene=`. */
  scene: string | null;
  selectScene: (id: string | null) => void;
  /** Variants that are ticked for comparison, two at most. */
  compared: readonly TrailerId[];
  toggleCompared: (id: TrailerId) => void;
  /** Variant whose assembly is shown, and whose lane is lit where none plays. */
  shown: TrailerId;
  show: (id: TrailerId) => void;
}

export const JobContext = createContext<JobView | null>(null);

/** The job of the page around; a component that uses it stands on a job's page. */
export function useJobView(): JobView {
  const view = useContext(JobContext);
  if (!view) throw new Error("useJobView is for components on a job's page.");
  return view;
}

/** Where the playing trailer is; renders again with every report of a player. */
export function usePlayhead(): Playhead {
  const { stage } = useJobView();
  return useSyncExternalStore(stage.subscribe, stage.now);
}
