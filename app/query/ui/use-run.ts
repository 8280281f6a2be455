/** Runs queries, one at a time, and keeps the last result while the next one runs or fails. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { askSql } from "../../ui/ask.ts";
import type { Failed, FirstRun, Ran } from "../data.ts";

export interface RunState {
  /** The last result, of the last query that gave one. */
  readonly ran: Ran | null;
  /** Set while the last query is one that failed. */
  readonly failed: Failed | null;
  /** When the running query began, milliseconds since the epoch. */
  readonly since: number | null;
}

export interface QueryRun extends RunState {
  /** Begins a query; one that is still running is stopped. */
  readonly run: (sql: string) => void;
  readonly stop: () => void;
  /** Takes over what the server ran. */
  readonly adopt: (first: FirstRun) => void;
}

function settle(before: RunState, sql: string, outcome: QueryOutcome, at: number): RunState {
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
      // A later query has taken its place.
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
