import { useEffect, useState } from "react";

import { listJobs } from "../../api/jobs";
import type { Job } from "../../api/types";

const LOOK_MS = 5_000;
const MOST = 100;

/** Which one a waiting job is, 1 for the next; null where it does not wait, or nobody knows. */
export function useQueuePlace({ jobId, status }: Job): number | null {
  const [place, setPlace] = useState<number | null>(null);
  const waiting = status === "queued";
  useEffect(() => {
    if (!waiting) return undefined;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function look(): Promise<void> {
      try {
        const { jobs } = await listJobs({ limit: MOST, status: "queued" }, ending.signal);
        const newer = jobs.findIndex((job) => job.jobId === jobId);
        setPlace(newer < 0 ? null : jobs.length - newer);
      } catch {
        setPlace(null);
      }
      if (!ending.signal.aborted) timer = setTimeout(() => void look(), LOOK_MS);
    }
    void look();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [jobId, waiting]);
  return waiting ? place : null;
}
