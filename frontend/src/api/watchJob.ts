/** A job as it changes: by Server-Sent Events, by polling where they break. */

import { apiUrl } from "./base";
import { fetchJob } from "./jobs";
import { troubleOf } from "./problems";
import type { Job, Progress, Status } from "./types";

const POLL_MS = 2_000;
const HIDDEN_POLL_MS = 10_000;
/** Between two looks at the whole job while events come. */
const LOOK_MS = 1_500;
const BROKEN_STREAMS = 2;
const ENDED: readonly Status[] = ["completed", "failed", "cancelled"];
const EVENTS = ["progress", "completed", "failed", "cancelled"] as const;

export function hasEnded(job: Job): boolean {
  return ENDED.includes(job.status);
}

export interface Watcher {
  onJob: (job: Job) => void;
  /** Nothing is known under this id. */
  onUnknown: () => void;
  /** No answer; it is asked again. */
  onSilence: () => void;
}

/** What an event may carry; whatever it leaves out is looked up. */
interface EventData {
  status?: Status;
  progress?: Progress;
  job?: Job;
}

/** Follows a job until it ends. Call what comes back to stop; `look` of it takes the whole job at once. */
export function watchJob(id: string, watcher: Watcher): { stop: () => void; look: () => void } {
  const ending = new AbortController();
  let job: Job | null = null;
  let etag: string | null = null;
  let stream: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookedAt = 0;
  let broken = 0;
  let fresh = false;

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
    job = next;
    watcher.onJob(next);
    if (hasEnded(next)) stop();
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      const answer = await fetchJob(id, ending.signal);
      lookedAt = Date.now();
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
    fresh = false;
    const opened = new EventSource(apiUrl(`/jobs/${encodeURIComponent(id)}/events`));
    stream = opened;
    for (const name of EVENTS) opened.addEventListener(name, onEvent);
    opened.onerror = () => {
      // A stream that told something and then ended is in order: the browser resumes it.
      broken = fresh ? 0 : broken + 1;
      fresh = false;
      if (opened.readyState !== EventSource.CLOSED && broken < BROKEN_STREAMS) return;
      if (opened.readyState === EventSource.CLOSED) broken = BROKEN_STREAMS;
      opened.close();
      stream = null;
      soon(pause());
    };
  }

  function onEvent(event: MessageEvent<string>): void {
    fresh = true;
    broken = 0;
    const told = JSON.parse(event.data) as EventData;
    if (told.job) {
      take(told.job);
      return;
    }
    const stageChanged = told.progress?.stage !== job?.progress.stage;
    if (job && told.progress) take({ ...job, progress: told.progress, status: endless(told.status, job.status) });
    if (event.type !== "progress" || stageChanged) void look();
    else soon(Math.max(0, lookedAt + LOOK_MS - Date.now()));
  }

  void look();
  return { stop, look: () => void look() };
}

/** An end is taken from the whole job alone, which says what came of it. */
function endless(told: Status | undefined, known: Status): Status {
  return told !== undefined && !ENDED.includes(told) ? told : known;
}
