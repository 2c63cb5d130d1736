import { useMemo, useState } from "react";
import { Outlet, useSearchParams } from "react-router";

import { variantIds } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { JobContext, type JobView } from "./JobContext";
import { Stage } from "./stage";
import { useJobNews } from "./useJobNews";
import { useTimeLeft } from "./useTimeLeft";

const COMPARED = 2;

/** What the pages of one job share: the job, its players, the scene and the variants in hand. */
export function JobFrame({ job }: { job: Job }) {
  const [stage] = useState(() => new Stage());
  const [compared, setCompared] = useState<readonly TrailerId[]>([]);
  const [shown, show] = useState<TrailerId>("primary");
  const [search, setSearch] = useSearchParams();
  const scene = search.get("scene");
  const secondsLeft = useTimeLeft(job);
  useJobNews(job, secondsLeft);

  const view = useMemo<JobView>(
    () => ({
      job,
      stage,
      secondsLeft,
      scene: job.analysis?.scenes.some(({ sceneId }) => sceneId === scene) ? scene : null,
      selectScene: (id) =>
        setSearch(
          (before) => {
            if (id) before.set("scene", id);
            else before.delete("scene");
            return before;
          },
          { replace: true, preventScrollReset: true },
        ),
      compared,
      toggleCompared: (id) =>
        setCompared((before) =>
          before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-COMPARED),
        ),
      shown: variantIds(job).includes(shown) ? shown : "primary",
      show,
    }),
    [job, stage, secondsLeft, scene, setSearch, compared, shown],
  );

  return (
    <JobContext.Provider value={view}>
      <Outlet />
    </JobContext.Provider>
  );
}
