/** Follow mode, in which the page refreshes as spans arrive: set by a button or key, lost with the page. */
"use client";

import { useEffect, useRef } from "react";
import { shareValue, useShared } from "../../ui/shared-value.ts";

const tail = shareValue(false);

export const setTail = tail.set;

export function useTail(): boolean {
  return useShared(tail);
}

/** Minimum pause between refreshes: in milliseconds, and as a multiple of the last refresh's duration. */
const FOLLOW_MS = 2_000;
const FOLLOW_TIMES = 4;

/** Refreshes if there is something new, pausing for a multiple of the last refresh's duration. */
export function useFollow(wanted: boolean, pending: boolean, refresh: () => void): void {
  const act = useRef(refresh);
  const began = useRef(0);
  const wait = useRef(0);
  useEffect(() => {
    act.current = refresh;
  });
  useEffect(() => {
    if (pending) began.current = performance.now();
    else if (began.current > 0) wait.current = FOLLOW_TIMES * (performance.now() - began.current);
  }, [pending]);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => act.current(), Math.max(FOLLOW_MS, wait.current));
    return () => clearTimeout(timer);
  }, [wanted]);
}
