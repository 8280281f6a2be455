/** The latest queries on this file, newest first, kept in the browser's storage. */
"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

export interface PastQuery {
  readonly sql: string;
  readonly rows: number;
  readonly ms: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const MAX_QUERIES = 20;
/** Longer SQL would fill the browser's storage. */
const LONGEST = 20_000;

/** Puts a query first; equal SQL is listed only once. */
export function addPastQuery(list: readonly PastQuery[], query: PastQuery): PastQuery[] {
  if (query.sql.length > LONGEST) return [...list];
  return [query, ...list.filter(({ sql }) => sql !== query.sql)].slice(0, MAX_QUERIES);
}

/** Reads the stored history; anything that is not a list of queries counts as empty. */
export function parseHistory(text: string | null): PastQuery[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isPastQuery).slice(0, MAX_QUERIES) : [];
  } catch {
    return [];
  }
}

function isPastQuery(value: unknown): value is PastQuery {
  const { sql, rows, ms, at } = (value ?? {}) as Partial<PastQuery>;
  return typeof sql === "string" && [rows, ms, at].every((number) => Number.isFinite(number));
}

const CHANGED = "spantom.history";

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  // `storage` events reach only other tabs; this one notifies our own.
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
        // Storage is unavailable or full: no history.
      }
    },
    [key],
  );
  return { list, add };
}
