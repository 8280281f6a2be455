/** Whether the page follows the program: set by a button or a key, and forgotten with the page. */
"use client";

import { useSyncExternalStore } from "react";

let on = false;
const listeners = new Set<() => void>();

export function setTail(next: boolean): void {
  on = next;
  for (const listener of listeners) listener();
}

export function useTail(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
    () => false,
  );
}
