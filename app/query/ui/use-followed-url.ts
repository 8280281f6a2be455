/** Runs what the URL asks for: after Back and Forward, after a link, and for SQL that only this browser tab has. */
"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { findSql } from "../../shell/sql/kept-sql.ts";
import type { SqlEditorHandle } from "../../ui/sql/sql-editor-handle.ts";
import type { QueryUrl } from "../address.ts";
import type { FirstRun } from "../data.ts";
import type { QueryRun } from "./use-run.ts";

/** @returns tells it which SQL is run already */
export function useFollowedUrl(
  { sql, kept }: QueryUrl,
  first: FirstRun,
  { run, adopt }: Pick<QueryRun, "run" | "adopt">,
  editor: RefObject<SqlEditorHandle | null>,
): (sql: string) => void {
  const given = useRef(first.outcome || first.held ? first.sql : undefined);
  const latest = useRef(given.current);
  const adopted = useRef(first);
  // React's strict mode leaves the page once and comes back, which stops a query: it has to run again.
  useEffect(
    () => () => {
      latest.current = given.current;
    },
    [],
  );
  useEffect(() => {
    const wanted = findSql({ ...(sql !== undefined && { sql }), ...(kept !== undefined && { kept }) });
    if (adopted.current !== first && first.outcome && first.sql === wanted) {
      // A link within the dashboard: the server has run it with the page.
      latest.current = wanted;
      adopt(first);
      editor.current?.setText(wanted);
    }
    adopted.current = first;
    if (latest.current === wanted) return;
    latest.current = wanted;
    editor.current?.setText(wanted);
    run(wanted);
  }, [sql, kept, first, run, adopt, editor]);
  return useCallback((text: string) => {
    latest.current = text;
  }, []);
}
