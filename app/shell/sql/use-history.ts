/** The last queries on this file, kept in the browser's storage. */
"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { addPastQuery, type PastQuery, parseHistory } from "./history.ts";

const CHANGED = "spantom.history";

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  // `storage` is for the other tabs, ours for this one.
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

export function useQueryHistory(path: string) {
  const key = `spantom.history:${path}`;
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const list = useMemo(() => parseHistory(text), [text]);
  const add = useCallback(
    (query: PastQuery) => {
      try {
        localStorage.setItem(key, JSON.stringify(addPastQuery(parseHistory(read(key)), query)));
        window.dispatchEvent(new Event(CHANGED));
      } catch {
        // No storage in this browser, or it is full: there is no history then.
      }
    },
    [key],
  );
  return { list, add };
}
