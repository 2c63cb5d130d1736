import { useEffect, useMemo, useRef } from "react";

/** Calls `act` with the last value once no new one has come for `wait` milliseconds. */
export function useSettled<Value>(act: (value: Value) => void, wait: number): (value: Value) => void {
  const latest = useRef(act);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useMemo(
    () => (value: Value) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => latest.current(value), wait);
    },
    [wait],
  );
}
