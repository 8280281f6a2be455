/** Follow mode: set by a button or key, forgotten with the page; refreshes the page as spans come. */
"use client";

import { useEffect, useRef } from "react";
import { shareValue, useShared } from "../../ui/shared-value.ts";

const tail = shareValue(false);

export const setTail = tail.set;

export function useTail(): boolean {
  return useShared(tail);
}

/** Minimum pause between refreshes, and as a multiple of what the last one took. */
const FOLLOW_MS = 2_000;
const FOLLOW_TIMES = 4;

/** Refreshes when there is something new, pausing for a multiple of the last refresh's time. */
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
