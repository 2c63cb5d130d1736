import { type ReactNode, useCallback, useMemo, useState } from "react";

import { type Draft, DraftContext } from "./draft";

export function DraftProvider({ children }: { children: ReactNode }) {
  const [draft, setDraft] = useState<Draft>({ film: null, wishes: {} });
  const [sent, setSent] = useState<{ jobId: string; film: File } | null>(null);
  const setFilm = useCallback((film: File | null) => setDraft((before) => ({ ...before, film })), []);
  const wish = useCallback(
    (wishes: Draft["wishes"]) => setDraft((before) => ({ ...before, wishes: { ...before.wishes, ...wishes } })),
    [],
  );
  const box = useMemo(
    () => ({
      draft,
      setFilm,
      wish,
      filmOf: (jobId: string) => (sent?.jobId === jobId ? sent.film : null),
      remember: (jobId: string, film: File) => setSent({ jobId, film }),
    }),
    [draft, sent, setFilm, wish],
  );
  return <DraftContext.Provider value={box}>{children}</DraftContext.Provider>;
}
