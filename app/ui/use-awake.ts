/** Whether the page runs in the browser: what only that knows, such as its time zone, must wait until it does. */
"use client";

import { useSyncExternalStore } from "react";

const NEVER = () => () => undefined;

export function useAwake(): boolean {
  return useSyncExternalStore(
    NEVER,
    () => true,
    () => false,
  );
}
