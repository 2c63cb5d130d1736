/** Whether captions are shown: off at first, remembered, one choice for all players. */

import { useSyncExternalStore } from "react";

const STORED = "captions";
const listeners = new Set<() => void>();

function isOn(): boolean {
  return localStorage.getItem(STORED) === "on";
}

export function toggleCaptions(): void {
  if (isOn()) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "on");
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCaptionsOn(): boolean {
  return useSyncExternalStore(subscribe, isOn);
}
