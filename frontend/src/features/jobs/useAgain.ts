import { useNavigate } from "react-router";

import type { Job } from "../../api/types";
import { wishesOf } from "../options/wishes";
import { useDraft } from "../upload/draft";
import type { NewTrailerState } from "../upload/useNewTrailer";

/** Makes a job's trailers once more: sends its film while the page still holds it, else opens the start page ready for it. */
export function useAgain(job: Job): { again: () => void; another: () => void } {
  const { setFilm, wish, filmOf } = useDraft();
  const navigate = useNavigate();

  function open(film: File | null): void {
    wish(wishesOf(job.input, job.requestedMode));
    setFilm(film);
    const state: NewTrailerState = { send: film !== null };
    void navigate("/app", { state });
  }

  return { again: () => open(filmOf(job.jobId)), another: () => open(null) };
}
