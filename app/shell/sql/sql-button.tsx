/** Shows the SQL behind a pane; pressed again, hides it. */
"use client";

import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { SqlIcon } from "../../ui/icons.tsx";
import { shareValue, useShared } from "../../ui/shared-value.ts";

interface SqlButtonProps {
  readonly sql: string;
  /** The title of the pane. */
  readonly pane: string;
  /** How long it took, milliseconds, if known. */
  readonly ms?: number;
  /** How many rows it returned, if known. */
  readonly rows?: number;
}

export function SqlButton({ sql, pane, ms, rows }: SqlButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = useShownSql();
  const own = shown !== null && shown.from === button.current;
  const show = () => {
    if (button.current) showSql({ sql, pane, ms, rows, from: button.current });
  };
  // Updates the drawer when the pane's content changes.
  useEffect(() => {
    if (own && button.current) showSql({ sql, pane, ms, rows, from: button.current });
  }, [own, sql, pane, ms, rows]);
  // Closes the drawer with its pane.
  useEffect(() => {
    const self = button.current;
    return () => hideSqlOf(self);
  }, []);
  return (
    <Button
      ref={button}
      look="ghost"
      small
      data-sql=""
      aria-label={`SQL of ${pane}`}
      aria-expanded={own}
      title={`Show the SQL of ${pane} (s)`}
      onClick={() => (own ? showSql(null) : show())}
    >
      <SqlIcon />
      SQL
    </Button>
  );
}

/** The SQL shown in the drawer. */
export interface ShownSql {
  readonly sql: string;
  /** Title of its pane. */
  readonly pane: string;
  /** How long it took, milliseconds. */
  readonly ms?: number | undefined;
  readonly rows?: number | undefined;
  /** Receives the focus when the drawer closes. */
  readonly from: HTMLElement;
}

const shown = shareValue<ShownSql | null>(null);

export const showSql = shown.set;

export function useShownSql(): ShownSql | null {
  return useShared(shown);
}

/** Hides the SQL that this button opened. */
export function hideSqlOf(from: HTMLElement | null): void {
  if (shown.get()?.from === from) showSql(null);
}
