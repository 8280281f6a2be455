/** The rows of the table: a page at a time, as far as somebody has looked. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExploreColumn, ExploreRows, SelectionFacts } from "../../../lib/analysis/explore/answer.ts";
import type { Cell, QueryFailure } from "../../../lib/model/outcome.ts";
import { askServer, settle, usePageSignal } from "../ask-server.ts";
import { PAGE_ROWS, type RowsAsk, type RowsOutcome } from "../requests.ts";

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
  readonly rareKeys: number | null;
}

export interface RowsState extends List {
  readonly failure: QueryFailure | null;
  /** What is shown is not what is asked for. */
  readonly busy: boolean;
  readonly rowAt: (index: number) => readonly Cell[] | undefined;
  /** Tells which rows are looked at; pages that are not there yet are asked for. */
  readonly onView: (first: number, last: number) => void;
  /** Asks the same once more. */
  readonly again: () => void;
}

function makeList(words: string, { columns, rows, total, scoped, selection, rareKeys }: ExploreRows): List {
  return { words, columns, pages: new Map([[0, rows]]), total, scoped, selection, rareKeys };
}

export function useRows(ask: RowsAsk, seed: RowsSeed): RowsState {
  const words = JSON.stringify(ask);
  // Of an empty ask, so that the answer to come is waited for.
  const [list, setList] = useState<List>(() => makeList("", seed.first));
  const [failure, setFailure] = useState<{ readonly words: string; readonly why: QueryFailure } | null>(null);
  const [turn, setTurn] = useState(0);
  /** The seed whose answer was not wanted. */
  const spent = useRef<RowsSeed | null>(null);
  /** Pages that are there or asked for. */
  const asked = useRef(new Set<number>());
  const signal = usePageSignal();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks the same again
  useEffect(() => {
    let gone = false;
    asked.current = new Set([0]);
    const seeded = seed.words === words && spent.current !== seed;
    if (seeded) setList((before) => (before.words === words ? before : makeList("", seed.first)));
    const first = seeded
      ? settle(seed.outcome)
      : askServer<ExploreRows>({ ...(JSON.parse(words) as RowsAsk), offset: 0 }, signal());
    void first.then((outcome) => {
      if (gone) return;
      if (outcome.ok) setList(makeList(words, outcome.value));
      else setFailure({ words, why: outcome });
    });
    return () => {
      gone = true;
    };
  }, [words, seed, signal, turn]);

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
        const ask = { ...(JSON.parse(words) as RowsAsk), offset: page * PAGE_ROWS };
        void askServer<ExploreRows>(ask, signal()).then((outcome) => {
          if (!outcome.ok) return void pages.delete(page);
          setList((before) =>
            before.words === words ? { ...before, pages: new Map(before.pages).set(page, outcome.value.rows) } : before,
          );
        });
      }
    },
    [words, signal],
  );

  const { pages } = list;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS], [pages]);
  const why = failure?.words === words ? failure.why : null;
  return { ...list, failure: why, busy: list.words !== words && !why, rowAt, onView, again };
}
