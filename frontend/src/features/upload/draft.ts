/** What the next trailer is made of; it outlives a change of page, as a chosen film cannot be found again by itself. */

import { createContext, useContext } from "react";

import type { Wishes } from "../../api/generate";

export interface Draft {
  film: File | null;
  /** What was chosen so far; the rest is as the service proposes. */
  wishes: Partial<Wishes>;
}

export interface DraftBox {
  draft: Draft;
  setFilm: (film: File | null) => void;
  wish: (wishes: Partial<Wishes>) => void;
  /** The film that a job of this page was made from, while the page lives. */
  filmOf: (jobId: string) => File | null;
  remember: (jobId: string, film: File) => void;
}

export const DraftContext = createContext<DraftBox | null>(null);

export function useDraft(): DraftBox {
  const box = useContext(DraftContext);
  if (!box) throw new Error("useDraft is for components inside DraftProvider.");
  return box;
}
