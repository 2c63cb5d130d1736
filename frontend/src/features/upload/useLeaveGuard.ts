import { useEffect } from "react";
import { type Blocker, useBlocker } from "react-router";

/** Asks before the page is left: the browser's own question on closing, a dialog of ours on another page. */
export function useLeaveGuard(on: boolean): Blocker {
  useEffect(() => {
    if (!on) return undefined;
    function ask(event: BeforeUnloadEvent): void {
      event.preventDefault();
    }
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [on]);
  return useBlocker(({ currentLocation, nextLocation }) => on && currentLocation.pathname !== nextLocation.pathname);
}
