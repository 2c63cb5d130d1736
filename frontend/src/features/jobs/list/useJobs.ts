import { useEffect, useReducer, useRef, useState } from "react";

import { listJobs } from "../../../api/jobs";
import type { JobSummary, Status } from "../../../api/types";
import { connection } from "../../../api/connection";

const PAGE = 20;
/** Rows that are there are searched at once; the service is asked once the typing rests. */
const TYPING_MS = 300;
/** A search loads on until so many rows match, or there are no more. */
const ENOUGH = 50;
const LIVE_MS = 2_500;
const HIDDEN_MS = 10_000;

export type StatusFilter = "all" | "running" | "completed" | "failed";

interface State {
  jobs: JobSummary[];
  next: string | null;
  state: "loading" | "ready" | "failed";
}

type Action =
  | { type: "first" | "more" | "renewed"; jobs: JobSummary[]; next: string | null }
  | { type: "loading" }
  | { type: "failed" }
  | { type: "gone"; jobId: string };

/** Rows by id: those that came again replace those that were known, in the order of their age. */
export function merged(known: readonly JobSummary[], fresh: readonly JobSummary[]): JobSummary[] {
  const rows = new Map(known.map((job) => [job.jobId, job]));
  for (const job of fresh) rows.set(job.jobId, job);
  return [...rows.values()].sort((a, b) => b.submittedAt.localeCompare(a.submittedAt));
}

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "first":
      return { jobs: action.jobs, next: action.next, state: "ready" };
    case "more":
      return { jobs: merged(state.jobs, action.jobs), next: action.next, state: "ready" };
    case "renewed":
      return { ...state, jobs: merged(state.jobs, action.jobs), state: "ready" };
    case "loading":
      return { ...state, state: "loading" };
    case "failed":
      return { ...state, state: "failed" };
    case "gone":
      return { ...state, jobs: state.jobs.filter(({ jobId }) => jobId !== action.jobId) };
  }
}

/** What the service filters; running is two states of it, so that is done here. */
function statusOf(filter: StatusFilter): Status | null {
  return filter === "completed" || filter === "failed" ? filter : null;
}

export function isRunning({ status }: JobSummary): boolean {
  return status === "queued" || status === "processing";
}

export function matches(job: JobSummary, word: string, filter: StatusFilter): boolean {
  if (filter === "running" && !isRunning(job)) return false;
  if ((filter === "completed" || filter === "failed") && job.status !== filter) return false;
  return job.sourceFile.toLocaleLowerCase().includes(word.trim().toLocaleLowerCase());
}

export interface Jobs extends State {
  /** Rows that fit the search and the filter. */
  shown: JobSummary[];
  more: () => void;
  retry: () => void;
  remove: (jobId: string) => void;
  /** After a job was asked to end. */
  renew: () => void;
}

/** A word, once it has not changed for a moment. */
function useRested(word: string): string {
  const [rested, setRested] = useState(word);
  useEffect(() => {
    const timer = setTimeout(() => setRested(word), TYPING_MS);
    return () => clearTimeout(timer);
  }, [word]);
  return rested;
}

/** The jobs, newest first; the first page is asked for again while anything on it runs. */
export function useJobs(word: string, filter: StatusFilter): Jobs {
  const [state, dispatch] = useReducer(reduce, { jobs: [], next: null, state: "loading" });
  const busy = useRef(false);
  const status = statusOf(filter);
  const name = useRested(word.trim());

  async function load(type: "first" | "more" | "renewed", cursor: string | null, signal: AbortSignal): Promise<void> {
    if (busy.current && type === "renewed") return;
    busy.current = true;
    try {
      const page = await listJobs({ limit: PAGE, cursor, status, name }, signal);
      if (!signal.aborted) dispatch({ type, jobs: page.jobs, next: page.next });
    } catch {
      if (!signal.aborted && type !== "renewed") dispatch({ type: "failed" });
      if (!signal.aborted) connection.suspect();
    } finally {
      busy.current = false;
    }
  }

  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });

  const ending = useRef(new AbortController());
  useEffect(() => {
    const own = new AbortController();
    ending.current = own;
    dispatch({ type: "loading" });
    void latest.current("first", null, own.signal);
    return () => own.abort();
  }, [status, name]);

  const live = state.jobs.some(isRunning);
  useEffect(() => {
    if (!live) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    function again(): void {
      timer = setTimeout(
        () => void latest.current("renewed", null, ending.current.signal).finally(again),
        document.hidden ? HIDDEN_MS : LIVE_MS,
      );
    }
    again();
    return () => clearTimeout(timer);
  }, [live]);

  const shown = state.jobs.filter((job) => matches(job, word, filter));
  const wanting = (word.trim() !== "" || filter === "running") && shown.length < ENOUGH && state.next !== null;
  useEffect(() => {
    if (wanting && state.state === "ready") void latest.current("more", state.next, ending.current.signal);
  }, [wanting, state.state, state.next]);

  return {
    ...state,
    shown,
    more: () => void load("more", state.next, ending.current.signal),
    retry: () => {
      dispatch({ type: "loading" });
      void load("first", null, ending.current.signal);
    },
    remove: (jobId) => dispatch({ type: "gone", jobId }),
    renew: () => void load("renewed", null, ending.current.signal),
  };
}
