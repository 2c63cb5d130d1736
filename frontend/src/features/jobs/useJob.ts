import { useEffect, useRef, useState } from "react";

import { connection } from "../../api/connection";
import type { Job } from "../../api/types";
import { watchJob } from "../../api/watchJob";
import { useConnection } from "../../ui/useConnection";

export type JobState = { state: "loading" } | { state: "unknown" } | { state: "known"; job: Job };

/** A job, live until it ends. */
export function useJob(id: string): JobState {
  const [found, setFound] = useState<JobState & { id?: string }>({ state: "loading" });
  const look = useRef<() => void>(() => undefined);

  useEffect(() => {
    const watch = watchJob(id, {
      onJob: (job) => setFound({ state: "known", job, id }),
      onUnknown: () => setFound({ state: "unknown", id }),
      onSilence: connection.suspect,
    });
    look.current = watch.look;
    return watch.stop;
  }, [id]);

  // What happened while the service was away has been told to nobody.
  const { state } = useConnection();
  const wasDown = useRef(false);
  useEffect(() => {
    if (state === "up" && wasDown.current) look.current();
    wasDown.current = state === "down";
  }, [state]);

  return found.id === id ? found : { state: "loading" };
}
