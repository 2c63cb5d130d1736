import { type RefObject, useEffect, useState } from "react";

import { Ticker } from "./ticker";

/** The player's second, each frame while it plays and after each seek. */
export function useTicker(video: RefObject<HTMLVideoElement>): Ticker {
  const [ticker] = useState(() => new Ticker());
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    let asked = 0;
    const read = () => ticker.set(element.currentTime);
    const follow = () => {
      read();
      cancelAnimationFrame(asked);
      if (!element.paused) asked = requestAnimationFrame(follow);
    };
    const events = ["play", "playing", "pause", "seeking", "seeked", "timeupdate", "loadedmetadata"] as const;
    for (const name of events) element.addEventListener(name, follow);
    return () => {
      cancelAnimationFrame(asked);
      for (const name of events) element.removeEventListener(name, follow);
    };
  }, [video, ticker]);
  return ticker;
}
