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
const FOLLOW_MS = 1_000;
const FOLLOW_TIMES = 4;

/** How long to wait for the user to finish what a refresh would disturb, milliseconds. */
const BUSY_MS = 250;

/** Whether a menu, dialog or list is open, or a part of the page is being dragged: none of it may move meanwhile. */
function isBusy(): boolean {
  return document.querySelector(BUSY) !== null;
}

const BUSY = "[role=menu], [role=listbox], [role=dialog][data-open], :active";

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
    let timer = setTimeout(step, Math.max(FOLLOW_MS, wait.current));
    function step() {
      if (isBusy()) timer = setTimeout(step, BUSY_MS);
      else act.current();
    }
    return () => clearTimeout(timer);
  }, [wanted]);
}
