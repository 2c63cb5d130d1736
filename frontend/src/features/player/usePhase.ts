import { useMemo, useState } from "react";

/** `poster` until it is first started; `broken` where the browser cannot play it, `gone` where the file is not there. */
export type Phase = "poster" | "buffering" | "playing" | "paused" | "ended" | "broken" | "gone";

/** Whether the server has the file; a player's error alone does not tell. */
async function exists(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: "HEAD" });
    return answer.status !== 404 && answer.status !== 410;
  } catch {
    return true;
  }
}

/** What a player is doing, from the events of its element. */
export function usePhase() {
  const [phase, setPhase] = useState<Phase>("poster");
  const events = useMemo(
    () => ({
      onPlay: () => setPhase("buffering"),
      onWaiting: () => setPhase((now) => (now === "playing" ? "buffering" : now)),
      onPlaying: () => setPhase("playing"),
      onPause: () => setPhase((now) => (now === "broken" || now === "gone" ? now : "paused")),
      onEnded: () => setPhase("ended"),
      onError: (event: { currentTarget: HTMLMediaElement }) => {
        const address = event.currentTarget.currentSrc;
        setPhase("broken");
        void exists(address).then((there) => {
          if (!there) setPhase("gone");
        });
      },
    }),
    [],
  );
  return { phase, events };
}
