/** Shows the SQL behind a pane. The same button hides it. */
"use client";

import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { SqlIcon } from "../../ui/icons.tsx";
import { hideSqlOf, showSql, useShownSql } from "./open-sql.ts";

interface SqlButtonProps {
  readonly sql: string;
  /** The title of the pane. */
  readonly pane: string;
  /** How long it took, milliseconds, where that is known. */
  readonly ms?: number;
  /** Rows it gave, where that is known. */
  readonly rows?: number;
}

export function SqlButton({ sql, pane, ms, rows }: SqlButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = useShownSql();
  const own = shown !== null && shown.from === button.current;
  const show = () => {
    if (button.current) showSql({ sql, pane, ms, rows, from: button.current });
  };
  // What the pane shows has changed meanwhile.
  useEffect(() => {
    if (own && button.current) showSql({ sql, pane, ms, rows, from: button.current });
  }, [own, sql, pane, ms, rows]);
  // With the pane goes its SQL.
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
