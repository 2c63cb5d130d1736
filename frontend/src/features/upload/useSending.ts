import { useEffect, useRef, useState } from "react";

import { attemptKey, generate, type Sent, type Wishes } from "../../api/generate";
import { troubleOf } from "../../api/problems";
import type { Job } from "../../api/types";
import { announcer } from "../../ui/announcer";
import { afterTrouble, boundedPercent, IDLE, quarterPassed, secondsLeft, type Sending } from "./sending";

const SHOW_END_MS = 400;

interface Attempt {
  film: File;
  wishes: Wishes;
  key: string;
}

/** Sends a film. `onJob` is called once, a moment after the service took it. */
export function useSending(onJob: (job: Job, film: File) => void): {
  sending: Sending;
  send: (film: File, wishes: Wishes) => void;
  sendAgain: () => void;
  cancel: () => void;
} {
  const [sending, setSending] = useState<Sending>(IDLE);
  const attempt = useRef<Attempt | null>(null);
  const abort = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  async function run({ film, wishes, key }: Attempt): Promise<void> {
    const ending = new AbortController();
    abort.current = ending;
    const began = Date.now();
    let last = { percent: 1, loaded: 0, total: film.size };
    setSending({ phase: "sending", ...last, secondsLeft: null });

    function onSent(sent: Sent): void {
      const percent = boundedPercent(sent, last.percent);
      const quarter = quarterPassed(last.percent, percent);
      last = { ...sent, percent };
      if (ending.signal.aborted) return;
      if (quarter !== null) announcer.say(`Sending, ${quarter} percent`);
      if (sent.loaded >= sent.total) setSending({ phase: "handing" });
      else setSending({ phase: "sending", ...last, secondsLeft: secondsLeft(sent, Date.now() - began) });
    }

    try {
      const job = await generate(film, wishes, key, onSent, ending.signal);
      setSending({ phase: "done" });
      timer.current = setTimeout(() => onJob(job, film), SHOW_END_MS);
    } catch (error) {
      if (ending.signal.aborted) return;
      const next = afterTrouble(troubleOf(error), last, Date.now());
      setSending(next);
      if (next.phase === "interrupted") announcer.alarm(`The upload stopped at ${next.percent} percent`);
      if (next.phase === "waiting") timer.current = setTimeout(sendAgain, next.until - Date.now());
    }
  }

  function send(film: File, wishes: Wishes): void {
    attempt.current = { film, wishes, key: attemptKey() };
    void run(attempt.current);
  }

  function sendAgain(): void {
    if (attempt.current) void run(attempt.current);
  }

  function cancel(): void {
    abort.current?.abort();
    clearTimeout(timer.current);
    setSending(IDLE);
  }

  useEffect(
    () => () => {
      abort.current?.abort();
      clearTimeout(timer.current);
    },
    [],
  );

  return { sending, send, sendAgain, cancel };
}
