import { type RefObject, useEffect, useRef, useState } from "react";

interface Cues {
  /** For the track whose cues are wanted. */
  track: RefObject<HTMLTrackElement>;
  /** On screen now; empty where captions are off or silent. Markup in a cue is left out. */
  text: string;
}

export function useCues(on: boolean, address: string | null): Cues {
  const track = useRef<HTMLTrackElement>(null);
  const [text, setText] = useState("");
  useEffect(() => {
    const cues = track.current?.track;
    if (!cues || address === null) return undefined;
    // Hidden tracks are loaded and tell their cues; the drawing is our own, above the controls.
    cues.mode = on ? "hidden" : "disabled";
    const read = () => setText(on ? [...(cues.activeCues ?? [])].map(textOf).join("\n") : "");
    read();
    cues.addEventListener("cuechange", read);
    return () => cues.removeEventListener("cuechange", read);
  }, [on, address]);
  return { track, text };
}

function textOf(cue: TextTrackCue): string {
  return cue instanceof VTTCue ? cue.getCueAsHTML().textContent || cue.text : "";
}
