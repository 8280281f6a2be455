/** The table's rows, fetched page by page as they scroll into view. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExploreColumn, ExploreRows, SelectionSummary } from "../../../lib/analysis/explore/answer.ts";
import type { Cell, QueryFailure } from "../../../lib/model/outcome.ts";
import { askQuery } from "../../ui/ask.ts";
import { PAGE_ROWS, pageParams, type RowsOutcome, type RowsParams } from "../requests.ts";
import { settle, usePageSignal } from "./answers.ts";

type Rows = readonly (readonly Cell[])[];

export interface RowsSeed {
  /** The parameters that it answers, as JSON. */
  readonly key: string;
  /** The rows rendered with the page. */
  readonly first: ExploreRows;
  readonly outcome: Promise<RowsOutcome>;
}

interface List {
  /** The parameters that it answers, as JSON. */
  readonly key: string;
  readonly columns: readonly ExploreColumn[];
  readonly pages: ReadonlyMap<number, Rows>;
  readonly total: number | null;
  readonly scoped: number | null;
  readonly selection: SelectionSummary | null;
  readonly rareKeys: number | null;
}

export interface RowsState extends List {
  readonly failure: QueryFailure | null;
  /** What is shown does not answer the current request. */
  readonly busy: boolean;
  /** What is shown holds the spans that are asked for, perhaps in another order. */
  readonly sameSpans: boolean;
  readonly rowAt: (index: number) => readonly Cell[] | undefined;
  /** Reports the visible rows; missing pages are fetched. */
  readonly onView: (first: number, last: number) => void;
  /** Repeats the request. */
  readonly again: () => void;
}

function makeList(key: string, { columns, rows, total, scoped, selection, rareKeys }: ExploreRows): List {
  return { key, columns, pages: new Map([[0, rows]]), total, scoped, selection, rareKeys };
}

function askPage(key: string, page: number, signal: AbortSignal | undefined): Promise<RowsOutcome> {
  return askQuery("exploreRows", pageParams(JSON.parse(key) as RowsParams, page), { signal });
}

export function useRows(params: RowsParams, seed: RowsSeed): RowsState {
  const key = JSON.stringify(params);
  // An empty key, so that the streamed answer is awaited.
  const [list, setList] = useState<List>(() => makeList("", seed.first));
  const [failure, setFailure] = useState<{ readonly key: string; readonly why: QueryFailure } | null>(null);
  const [turn, setTurn] = useState(0);
  /** The seed whose answer was abandoned. */
  const spent = useRef<RowsSeed | null>(null);
  /** Pages present or requested. */
  const asked = useRef(new Set<number>());
  const signal = usePageSignal();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    let gone = false;
    asked.current = new Set([0]);
    const seeded = seed.key === key && spent.current !== seed;
    if (seeded) setList((before) => (before.key === key ? before : makeList("", seed.first)));
    const first = seeded ? settle(seed.outcome) : askPage(key, 0, signal());
    void first.then((outcome) => {
      if (gone) return;
      if (outcome.ok) setList(makeList(key, outcome.value));
      else setFailure({ key, why: outcome });
    });
    return () => {
      gone = true;
    };
  }, [key, seed, signal, turn]);

  const again = useCallback(() => {
    spent.current = seed;
    setTurn((before) => before + 1);
    setFailure(null);
  }, [seed]);

  const onView = useCallback(
    (first: number, last: number) => {
      const pages = asked.current;
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
        if (pages.has(page)) continue;
        pages.add(page);
        void askPage(key, page, signal()).then((outcome) => {
          if (!outcome.ok) return void pages.delete(page);
          setList((before) =>
            before.key === key ? { ...before, pages: new Map(before.pages).set(page, outcome.value.rows) } : before,
          );
        });
      }
    },
    [key, signal],
  );

  const { pages } = list;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS], [pages]);
  const why = failure?.key === key ? failure.why : null;
  const sameSpans = list.key === "" || spansOf(list.key) === spansOf(key);
  return { ...list, failure: why, busy: list.key !== key && !why, sameSpans, rowAt, onView, again };
}

/** The part of the parameters that selects spans. */
function spansOf(key: string): string {
  const { scope, request } = JSON.parse(key) as RowsParams;
  return JSON.stringify([scope, { ...request, sort: null }]);
}
