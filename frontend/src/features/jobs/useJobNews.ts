import { useEffect, useRef } from "react";

import { trailerFile, trailerName, variantIds } from "../../api/trailers";
import { type Job, STAGES, type TrailerId } from "../../api/types";
import { announcer } from "../../ui/announcer";
import { timeLeft } from "../../ui/format";
import { failureText } from "./failureText";
import { STAGE_NAMES } from "./stages";

export interface News {
  urgent: boolean;
  text: string;
}

/** What there is to say of a job that was `before` and is `now`; the most telling piece alone. */
export function newsOf(before: Job, now: Job, secondsLeft: number | null): News | null {
  if (before.status !== now.status) {
    if (now.status === "completed") return { urgent: false, text: "All trailers are ready" };
    if (now.status === "failed") return { urgent: true, text: `The job failed. ${failureText(now).title}` };
    if (now.status === "cancelled") return { urgent: false, text: "The job was cancelled" };
  }
  const ready = (["primary", ...variantIds(now)] as TrailerId[]).filter(
    (id) => trailerFile(now, id) && !trailerFile(before, id),
  );
  const last = ready.at(-1);
  if (ready.includes("primary")) return { urgent: false, text: "Primary trailer is ready to watch" };
  if (last) return { urgent: false, text: `${trailerName(now, last)} is ready` };
  const { stage, percent } = now.progress;
  if (stage !== before.progress.stage) {
    const text = `Stage ${STAGES.indexOf(stage) + 1} of ${STAGES.length}, ${STAGE_NAMES[stage]}`;
    return { urgent: false, text };
  }
  const quarter = [75, 50, 25].find((value) => before.progress.percent < value && percent >= value);
  if (quarter === undefined) return null;
  return { urgent: false, text: `${quarter} percent${secondsLeft === null ? "" : `, ${timeLeft(secondsLeft)}`}` };
}

/** Tells it to those who listen. */
export function useJobNews(job: Job | null, secondsLeft: number | null): void {
  const known = useRef<Job | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = job;
    if (!job || before?.jobId !== job.jobId) return;
    const news = newsOf(before, job, secondsLeft);
    if (news?.urgent) announcer.alarm(news.text);
    else if (news) announcer.say(news.text);
  }, [job, secondsLeft]);
}
