/** Single keys. They act only outside fields and dialogs, without Ctrl, Alt or Cmd, and can be turned off. */

import { useEffect, useRef } from "react";

const STORED = "shortcuts";
const SEQUENCE_MS = 1_000;

export function shortcutsOn(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

export function turnShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
}

function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest("input:not([type=radio], [type=checkbox]), textarea, select") !== null
  );
}

/** Whether a key press is meant as a shortcut. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return false;
  return shortcutsOn() && !inField(event.target) && document.querySelector("dialog[open]") === null;
}

/** Keys to deeds: `?`, `n`, or two in turn, `g j`. Letters in any case. */
export function useShortcuts(deeds: Record<string, () => void>): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    let before = { key: "", at: 0 };
    function onKey(event: KeyboardEvent): void {
      if (!isShortcut(event)) return;
      const key = event.key.toLowerCase();
      const sequence = event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : "";
      before = { key, at: event.timeStamp };
      const deed = latest.current[sequence] ?? latest.current[key];
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
