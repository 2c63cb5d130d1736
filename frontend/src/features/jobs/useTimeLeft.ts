import { useEffect, useRef, useState } from "react";

import type { Job } from "../../api/types";
import { Estimate } from "./timeLeft";

const TICK_MS = 1_000;

/** Seconds until the job is done; null while it waits, is over, or nothing is known. */
export function useTimeLeft(job: Job | null): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  const latest = useRef(job);
  useEffect(() => {
    latest.current = job;
  });
  const running = job?.status === "processing";
  const id = job?.jobId;
  useEffect(() => {
    if (!running) return undefined;
    const estimate = new Estimate();
    const timer = setInterval(() => {
      if (latest.current) setSeconds(estimate.next(latest.current.progress, Date.now()));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [running, id]);
  return running ? seconds : null;
}
