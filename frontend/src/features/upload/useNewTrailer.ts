import { useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";

import { BUILT_IN_CAPABILITIES } from "../../api/catalogue";
import type { Wishes } from "../../api/generate";
import type { Job } from "../../api/types";
import { announcer } from "../../ui/announcer";
import { fileSize } from "../../ui/format";
import { completedWishes } from "../options/wishes";
import { type Catalogue, useCatalogue } from "../profiles/useCatalogue";
import { type Refusal, refusalOf } from "./checkFilm";
import { useDraft } from "./draft";
import { isBusy, type Sending } from "./sending";
import { useSending } from "./useSending";

export interface NewTrailer {
  catalogue: Catalogue | null;
  retryCatalogue: () => void;
  film: File | null;
  /** A file that was not taken, and why. */
  refused: { name: string; refusal: Refusal } | null;
  /** Of several files that were dropped, the one that was taken. */
  firstOfSeveral: string | null;
  wishes: Wishes | null;
  sending: Sending;
  busy: boolean;
  choose: (files: readonly File[]) => void;
  remove: () => void;
  wish: (wishes: Partial<Wishes>) => void;
  send: () => void;
  sendAgain: () => void;
  cancel: () => void;
}

/** What a link to this page may ask: the film and the wishes are there, send them. */
export interface NewTrailerState {
  send?: boolean;
}

export function useNewTrailer(): NewTrailer {
  const { draft, setFilm, wish, remember } = useDraft();
  const { catalogue, retry } = useCatalogue();
  const [refused, setRefused] = useState<NewTrailer["refused"]>(null);
  const [firstOfSeveral, setFirst] = useState<string | null>(null);
  const navigate = useNavigate();
  const { sending, send, sendAgain, cancel } = useSending((job: Job, film: File) => {
    remember(job.jobId, film);
    setFilm(null);
    void navigate(`/app/jobs/${job.jobId}`, { replace: true });
  });
  const wishes = catalogue ? completedWishes(draft.wishes, catalogue) : null;

  function choose(files: readonly File[]): void {
    const film = files[0];
    if (!film) return;
    // Whoever is faster than the service's first answer is held to the usual limits; it checks again itself.
    const refusal = refusalOf(film, catalogue?.capabilities ?? BUILT_IN_CAPABILITIES);
    setFirst(files.length > 1 && !refusal ? film.name : null);
    setRefused(refusal ? { name: film.name, refusal } : null);
    if (refusal) {
      announcer.alarm(`${refusal.title}. ${film.name} ${refusal.text}`);
      return;
    }
    cancel();
    setFilm(film);
    announcer.say(`${film.name} chosen, ${fileSize(film.size) ?? ""}`);
  }

  function remove(): void {
    cancel();
    setFilm(null);
    setFirst(null);
  }

  function submit(): void {
    if (draft.film && wishes) send(draft.film, wishes);
  }

  useSendOnArrival(draft.film !== null && wishes !== null, submit);

  return {
    catalogue,
    retryCatalogue: retry,
    film: draft.film,
    refused,
    firstOfSeveral,
    wishes,
    sending,
    busy: isBusy(sending),
    choose,
    remove,
    wish,
    send: submit,
    sendAgain,
    cancel,
  };
}

/** Sends once, as soon as all is there, where the link that led here asks for it. */
function useSendOnArrival(ready: boolean, submit: () => void): void {
  const location = useLocation();
  const navigate = useNavigate();
  const asked = (location.state as NewTrailerState | null)?.send === true;
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    if (!asked || !ready) return;
    // The wish is used up: a reload must not send again.
    void navigate(".", { replace: true, state: null });
    latest.current();
  }, [asked, ready, navigate]);
}
