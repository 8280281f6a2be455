/** The SQL that the drawer shows. */
"use client";

import { useSyncExternalStore } from "react";

export interface ShownSql {
  readonly sql: string;
  /** Title of the pane it is of. */
  readonly pane: string;
  /** How long it took, milliseconds. */
  readonly ms?: number | undefined;
  readonly rows?: number | undefined;
  /** Takes the focus back. */
  readonly from: HTMLElement;
}

let shown: ShownSql | null = null;
const listeners = new Set<() => void>();

export function showSql(next: ShownSql | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useShownSql(): ShownSql | null {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
}

/** Hides the SQL that was shown from there. */
export function hideSqlOf(from: HTMLElement | null): void {
  if (shown !== null && shown.from === from) showSql(null);
}
