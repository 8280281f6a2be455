/**
 * Runs queries, one at a time, and keeps the last result while the next one runs or fails. Also runs what the URL
 * requests: after Back, Forward or a link, and for SQL that only this browser tab has.
 */
"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { SqlOutcome } from "../../../lib/model/outcome.ts";
import { useFollow, useTail } from "../../shell/live/tail.ts";
import { useWatch } from "../../shell/live/watch.ts";
import { findSql } from "../../shell/sql/kept-sql.ts";
import { askSql } from "../../ui/ask.ts";
import type { SqlEditorHandle } from "../../ui/sql/sql-editor-handle.ts";
import type { QueryUrl } from "../address.ts";
import type { Failed, FirstRun, Ran } from "../data.ts";

export interface RunState {
  /** The latest result of any query. */
  readonly ran: Ran | null;
  /** Set if the last query failed. */
  readonly failed: Failed | null;
  /** When the running query began, milliseconds since the epoch. */
  readonly since: number | null;
}

export interface QueryRun extends RunState {
  /** Starts a query, stopping one still running. */
  readonly run: (sql: string) => void;
  readonly stop: () => void;
  /** Adopts the query that the server ran. */
  readonly adopt: (first: FirstRun) => void;
}

function settle(before: RunState, sql: string, outcome: SqlOutcome, at: number): RunState {
  if (!outcome.ok) return { ran: before.ran, failed: { sql, failure: outcome, at }, since: null };
  return { ran: { sql, result: outcome, at }, failed: null, since: null };
}

const NOTHING: RunState = { ran: null, failed: null, since: null };

function begin({ sql, outcome, at }: FirstRun): RunState {
  return outcome ? settle(NOTHING, sql, outcome, at) : NOTHING;
}

export function useQueryRun(first: FirstRun): QueryRun {
  const [state, setState] = useState(() => begin(first));
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback((sql: string) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((before) => ({ ...before, since: Date.now() }));
    void askSql(sql, controller.signal).then((outcome) => {
      // A later query has superseded this one.
      if (running.current !== controller) return;
      running.current = null;
      setState((before) => settle(before, sql, outcome, Date.now()));
    });
  }, []);

  const stop = useCallback(() => running.current?.abort(), []);

  const adopt = useCallback((next: FirstRun) => {
    running.current?.abort();
    running.current = null;
    const { sql, outcome, at } = next;
    if (outcome) setState((before) => settle(before, sql, outcome, at));
  }, []);

  return { ...state, run, stop, adopt };
}

/** While the page follows the program, reruns the last query when new spans have come. */
export function useFollowing({ ran, failed, since, run }: QueryRun): void {
  const tail = useTail();
  const { answer } = useWatch();
  const lastId = answer?.lastId ?? 0;
  /** The newest span at the last rerun. */
  const [seen, setSeen] = useState(0);
  const running = since !== null;
  // A failed or stopped query is not rerun automatically.
  useFollow(tail && ran !== null && failed === null && !running && lastId !== seen, running, () => {
    if (!ran) return;
    setSeen(lastId);
    run(ran.sql);
  });
}

/** @returns a function that records which SQL has already been run */
export function useFollowedUrl(
  { sql, kept }: QueryUrl,
  first: FirstRun,
  { run, adopt }: Pick<QueryRun, "run" | "adopt">,
  editor: RefObject<SqlEditorHandle | null>,
): (sql: string) => void {
  const given = useRef(first.outcome || first.held ? first.sql : undefined);
  const latest = useRef(given.current);
  const adopted = useRef(first);
  // React's strict mode unmounts and remounts, which stops a query, so it must run again.
  useEffect(
    () => () => {
      latest.current = given.current;
    },
    [],
  );
  useEffect(() => {
    const wanted = findSql({ ...(sql !== undefined && { sql }), ...(kept !== undefined && { kept }) });
    if (adopted.current !== first && first.outcome && first.sql === wanted) {
      // A link within the dashboard: the server ran its query with the page.
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
