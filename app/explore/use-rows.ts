/** The rows of the table: a page at a time, as far as somebody has looked. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExploreColumn, ExploreRows, SelectionFacts } from "../../lib/explore/answer.ts";
import type { Cell, QueryFailure } from "../../lib/reader/query.ts";
import { askServer, settle } from "./ask-server.ts";
import { PAGE_ROWS, type RowsAsk, type RowsOutcome } from "./explore-asks.ts";

type Rows = readonly (readonly Cell[])[];

export interface RowsSeed {
  readonly words: string;
  /** What the page could say at once. */
  readonly first: ExploreRows;
  readonly outcome: Promise<RowsOutcome>;
}

interface List {
  /** The ask that it answers. */
  readonly words: string;
  readonly columns: readonly ExploreColumn[];
  readonly pages: ReadonlyMap<number, Rows>;
  readonly total: number | null;
  readonly scoped: number | null;
  readonly selection: SelectionFacts | null;
}

export interface RowsState extends List {
  readonly failure: QueryFailure | null;
  /** What is shown is not what is asked for. */
  readonly busy: boolean;
  readonly rowAt: (index: number) => readonly Cell[] | undefined;
  /** Tells which rows are looked at; pages that are not there yet are asked for. */
  readonly onView: (first: number, last: number) => void;
}

function makeList(words: string, { columns, rows, total, scoped, selection }: ExploreRows): List {
  return { words, columns, pages: new Map([[0, rows]]), total, scoped, selection };
}

interface Running {
  readonly controller: AbortController;
  readonly pages: Set<number>;
}

export function useRows(ask: RowsAsk, seed: RowsSeed): RowsState {
  const words = JSON.stringify(ask);
  // Of an empty ask, so that the answer to come is waited for.
  const [list, setList] = useState<List>(() => makeList("", seed.first));
  const [failure, setFailure] = useState<{ readonly words: string; readonly why: QueryFailure } | null>(null);
  const running = useRef<Running>(null);

  useEffect(() => {
    const controller = new AbortController();
    running.current = { controller, pages: new Set([0]) };
    const seeded = seed.words === words;
    if (seeded) setList((before) => (before.words === words ? before : makeList("", seed.first)));
    const asked = seeded
      ? settle(seed.outcome)
      : askServer<ExploreRows>({ ...(JSON.parse(words) as RowsAsk), offset: 0 }, controller.signal);
    void asked.then((outcome) => {
      if (controller.signal.aborted) return;
      if (outcome.ok) setList(makeList(words, outcome.value));
      else setFailure({ words, why: outcome });
    });
    return () => controller.abort();
  }, [words, seed]);

  const onView = useCallback(
    (first: number, last: number) => {
      const current = running.current;
      if (!current) return;
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
        if (current.pages.has(page)) continue;
        current.pages.add(page);
        const asked = { ...(JSON.parse(words) as RowsAsk), offset: page * PAGE_ROWS };
        void askServer<ExploreRows>(asked, current.controller.signal).then((outcome) => {
          if (!outcome.ok) return void current.pages.delete(page);
          setList((before) =>
            before.words === words ? { ...before, pages: new Map(before.pages).set(page, outcome.value.rows) } : before,
          );
        });
      }
    },
    [words],
  );

  const { pages } = list;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS], [pages]);
  const why = failure?.words === words ? failure.why : null;
  return { ...list, failure: why, busy: list.words !== words && !why, rowAt, onView };
}
