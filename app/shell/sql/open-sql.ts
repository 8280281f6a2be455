/** The SQL that the drawer shows. */
"use client";

import { shareValue, useShared } from "../../ui/shared-value.ts";

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

const shown = shareValue<ShownSql | null>(null);

export const showSql = shown.set;

export function useShownSql(): ShownSql | null {
  return useShared(shown);
}

/** Hides the SQL that was shown from there. */
export function hideSqlOf(from: HTMLElement | null): void {
  if (shown.get()?.from === from) showSql(null);
}
