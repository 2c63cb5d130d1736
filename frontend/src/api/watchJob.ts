/** A job as it changes: by Server-Sent Events, by polling where they break. */

import { apiUrl } from "./base";
import { fetchJob } from "./jobs";
import { troubleOf } from "./problems";
import type { Job, JobEvent, Status } from "./types";

const POLL_MS = 2_000;
const HIDDEN_POLL_MS = 10_000;
/** A stream that ends before was broken. */
const SHORT_MS = 10_000;
const BROKEN_STREAMS = 2;
const ENDED: readonly Status[] = ["completed", "failed", "cancelled"];
const EVENTS = ["progress", "completed", "failed", "cancelled"] as const;

function isEnd(status: Status): boolean {
  return ENDED.includes(status);
}

export function hasEnded(job: Job): boolean {
  return isEnd(job.status);
}

export interface Watcher {
  onJob: (job: Job) => void;
  /** Nothing is known under this id. */
  onUnknown: () => void;
  /** No answer; it is asked again. */
  onSilence: () => void;
}

/** Follows a job until it ends. Call what comes back to stop; `look` of it takes the whole job at once. */
export function watchJob(id: string, watcher: Watcher): { stop: () => void; look: () => void } {
  const ending = new AbortController();
  let job: Job | null = null;
  let etag: string | null = null;
  let stream: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let broken = 0;

  function stop(): void {
    ending.abort();
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  function soon(wait: number): void {
    clearTimeout(timer);
    if (!ending.signal.aborted) timer = setTimeout(() => void look(), wait);
  }

  function pause(): number {
    return document.hidden ? HIDDEN_POLL_MS : POLL_MS;
  }

  function take(next: Job): void {
    job = job ? steady(next, job) : next;
    watcher.onJob(job);
    if (hasEnded(next)) stop();
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      const answer = await fetchJob(id, ending.signal);
      if (answer.etag === null || answer.etag !== etag) take(answer.job);
      etag = answer.etag;
      if (!ending.signal.aborted && stream === null) {
        if (broken < BROKEN_STREAMS) open();
        else soon(pause());
      }
    } catch (error) {
      if (ending.signal.aborted) return;
      if (troubleOf(error).status === 404) {
        stop();
        watcher.onUnknown();
        return;
      }
      watcher.onSilence();
      soon(pause());
    }
  }

  function open(): void {
    let openedAt = Infinity;
    const opened = new EventSource(apiUrl(`/jobs/${encodeURIComponent(id)}/events`));
    stream = opened;
    for (const name of EVENTS) opened.addEventListener(name, onEvent);
    opened.onopen = () => (openedAt = Date.now());
    opened.onerror = () => {
      // The service ends each stream after a while, and the browser resumes it: that is in order.
      broken = Date.now() - openedAt > SHORT_MS ? 0 : broken + 1;
      openedAt = Infinity;
      if (opened.readyState !== EventSource.CLOSED && broken < BROKEN_STREAMS) return;
      broken = BROKEN_STREAMS;
      opened.close();
      stream = null;
      soon(pause());
    };
  }

  function onEvent(event: MessageEvent<string>): void {
    broken = 0;
    const told = JSON.parse(event.data) as JobEvent;
    if (!job || event.type !== "progress" || isNews(told, job)) void look();
    if (job && event.type === "progress" && !isEnd(told.status)) {
      const { status, startedAt, progress, timings } = told;
      take({ ...job, status, startedAt, progress, timings });
    }
  }

  void look();
  return { stop, look: () => void look() };
}

/** A whole job may be older than the events around it: within a stage the percent does not fall. */
function steady(next: Job, known: Job): Job {
  const { stage, percent } = known.progress;
  if (next.status !== "processing" || next.progress.stage !== stage || next.progress.percent >= percent) return next;
  return { ...next, progress: { ...next.progress, percent } };
}

/** Whether the whole job holds more than is known of it: a stage was done, or a file was made. */
function isNews(told: JobEvent, known: Job): boolean {
  const made = known.deliverables ?? {};
  return told.progress.stage !== known.progress.stage || told.deliverables.some((key) => !(key in made));
}
