/** The table's rows, fetched page by page as they scroll into view. */
"use client";

import { use, useCallback, useEffect, useRef, useState } from "react";
import type { ExploreColumn, ExploreRows, SelectionSummary } from "../../../lib/analysis/explore/answer.ts";
import type { Reading } from "../../../lib/columns/span-range.ts";
import type { Basis } from "../../../lib/model/basis.ts";
import type { Cell, QueryFailure, QueryOutcome } from "../../../lib/model/outcome.ts";
import { askQuery } from "../../ui/ask.ts";
import { askFor, followsOn } from "../../ui/following.ts";
import type { Exact } from "../../ui/use-exact.ts";
import { PAGE_ROWS, pageParams, type RowsOutcome, type RowsParams } from "../requests.ts";
import { settle, usePageSignal } from "./answers.ts";
import { useExactPart } from "./use-exact-part.ts";

/** Undefined for a cell not read yet. */
export type RowCells = readonly (Cell | undefined)[];
type Rows = readonly RowCells[];

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
  /** The page that it came with, or after. */
  readonly of: RowsSeed["outcome"] | null;
  /** Null if not known yet. */
  readonly basis: Basis | null;
  /** `index` is the place of its cells in all rows. */
  readonly columns: readonly ExploreColumn[];
  readonly pages: ReadonlyMap<number, Rows>;
  readonly total: number | null;
  /** Rows that can be read, if not all. */
  readonly listed: number | null;
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
  readonly rowAt: (index: number) => RowCells | undefined;
  /** Reports the visible rows; missing pages are fetched. */
  readonly onView: (first: number, last: number) => void;
  /** Repeats the request. */
  readonly again: () => void;
  readonly exact: Exact<ExploreRows>;
}

function makeList(key: string, of: List["of"], answer: ExploreRows): List {
  const { basis, total, listed, scoped, selection, rareKeys } = answer;
  const columns = placeCells(answer.columns);
  const first = arrange(answer.rows, answer.columns, columns);
  return { key, of, basis, columns, pages: new Map([[0, first]]), total, listed, scoped, selection, rareKeys };
}

/** Gives each column a place in all rows, and after them, each source of inherited values. */
function placeCells(columns: readonly ExploreColumn[]): readonly ExploreColumn[] {
  let next = columns.length;
  return columns.map((column, index) => ({
    ...column,
    index,
    inherited: column.inherited && { ...column.inherited, index: next++ },
  }));
}

/** Puts cells in the order of other columns, then those that tell where values are inherited from. */
function arrange(rows: Rows, from: readonly ExploreColumn[], to: readonly ExploreColumn[]): Rows {
  const found = to.map(({ id }) => from.find((column) => column.id === id));
  const sources = found.filter((_, index) => to[index]?.inherited).map((column) => column?.inherited?.index ?? -1);
  const places = [...found.map((column) => column?.index ?? -1), ...sources];
  return rows.map((row) => places.map((place) => (place < 0 ? undefined : row[place])));
}

/** The exact list in place of the one before: rows in view stay until they are read again. */
function makeExact(before: List, answer: ExploreRows): List {
  const after = makeList(before.key, before.of, answer);
  // A list of the sample's rows has others in those places.
  if (before.listed !== null) return after;
  const pages = [...before.pages].map(([page, rows]) => [page, arrange(rows, before.columns, after.columns)] as const);
  return { ...after, pages: new Map([...pages, ...after.pages]) };
}

interface PageAsked {
  readonly key: string;
  readonly page: number;
  readonly reading: Reading;
}

function askPage({ key, page, reading }: PageAsked, signal: AbortSignal | undefined): Promise<RowsOutcome> {
  return askQuery("exploreRows", { ...pageParams(JSON.parse(key) as RowsParams, page), reading }, { signal });
}

interface Ref<Value> {
  readonly current: Value;
}

/** The list that comes with a page, and of it the pages in view. */
async function readInView(
  key: string,
  of: RowsSeed["outcome"],
  seen: Ref<readonly [first: number, last: number]>,
): Promise<QueryOutcome<List>> {
  const outcome = await settle(of);
  if (!outcome.ok) return outcome;
  const list = makeList(key, of, outcome.value);
  const reading = list.basis?.exact ? "exact" : "sample";
  const [first, last] = seen.current.map((row) => Math.floor(row / PAGE_ROWS)) as [number, number];
  const pages = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((page) => page > 0);
  const found = await Promise.all(
    pages.map(async (page) => [page, await askPage({ key, page, reading }, undefined)] as const),
  );
  const more = found.flatMap(([page, answer]) =>
    answer.ok ? [[page, arrange(answer.value.rows, answer.value.columns, list.columns)] as const] : [],
  );
  return { ...outcome, value: { ...list, pages: new Map([...list.pages, ...more]) } };
}

/** Lists of the pages last shown, by their key: whoever comes back finds the rows that were read. */
const KEPT = new Map<string, List>();
const MOST_KEPT = 3;

function keep(list: List): void {
  KEPT.delete(list.key);
  KEPT.set(list.key, list);
  for (const oldest of KEPT.keys()) if (KEPT.size > MOST_KEPT) KEPT.delete(oldest);
}

/** @param ready whether the exact rows may be asked for: they find the spans in memory that the plot has read */
export function useRows(params: RowsParams, seed: RowsSeed, ready: boolean): RowsState {
  const key = JSON.stringify(params);
  // An empty key, so that the streamed answer is awaited.
  const [list, setList] = useState<List>(() => {
    const kept = KEPT.get(key);
    return kept ? { ...kept, of: seed.outcome } : makeList("", null, seed.first);
  });
  const [failure, setFailure] = useState<{ readonly key: string; readonly why: QueryFailure } | null>(null);
  const [turn, setTurn] = useState(0);
  /** The seed whose answer was abandoned. */
  const spent = useRef<RowsSeed | null>(null);
  /** Pages present or requested. The first one comes with the page, and the table reports its rows before any effect. */
  const asked = useRef(new Set([0]));
  const signal = usePageSignal();
  /** The rows in view. */
  const seen = useRef<readonly [first: number, last: number]>([0, 0]);

  const of = seed.outcome;
  // The same rows as of a later moment: until those in view are there, the page stays at the one before.
  if (list.of !== null && list.of !== of && seed.key === key && (list.key === key || followsOn(list.key, key))) {
    const next = use(askFor(of, "rows", () => readInView(key, of, seen)));
    if (next.ok) setList(next.value);
    else {
      setList({ ...list, key, of });
      setFailure({ key, why: next });
    }
  }
  const shown = useRef(list);
  useEffect(() => {
    shown.current = list;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    const isThere = shown.current.key === key && shown.current.of === seed.outcome && spent.current !== seed;
    if (isThere) {
      asked.current = new Set(shown.current.pages.keys());
      return;
    }
    let gone = false;
    asked.current = new Set([0]);
    const seeded = seed.key === key && spent.current !== seed;
    if (seeded) setList((before) => (before.key === key ? before : makeList("", null, seed.first)));
    const first = seeded ? settle(seed.outcome) : askPage({ key, page: 0, reading: "sample" }, signal());
    void first.then((outcome) => {
      if (gone) return;
      if (outcome.ok) setList(makeList(key, seed.outcome, outcome.value));
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

  useEffect(() => {
    if (list.key !== "") keep(list);
  }, [list]);

  const isCurrent = list.key === key;
  const sampled = ready && isCurrent ? list.basis : null;
  const exact = useExactPart("exploreRows", { ...pageParams(params, 0), reading: "exact" }, sampled, of);
  const reading: Reading = isCurrent && list.basis?.exact ? "exact" : "sample";
  const onView = useCallback(
    (first: number, last: number) => {
      seen.current = [first, last];
      const pages = asked.current;
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
        if (pages.has(page)) continue;
        pages.add(page);
        void askPage({ key, page, reading }, signal()).then((outcome) => {
          if (!outcome.ok) return void pages.delete(page);
          const { rows, columns } = outcome.value;
          setList((before) =>
            before.key === key
              ? { ...before, pages: new Map(before.pages).set(page, arrange(rows, columns, before.columns)) }
              : before,
          );
        });
      }
    },
    [key, reading, signal],
  );

  const { answer } = exact;
  useEffect(() => {
    if (!answer) return;
    asked.current = new Set([0]);
    setList((before) => (before.key === key ? makeExact(before, answer) : before));
  }, [answer, key]);

  useEffect(() => {
    if (reading === "exact") onView(...seen.current);
  }, [reading, onView]);

  const { pages } = list;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS], [pages]);
  const why = failure?.key === key ? failure.why : null;
  const sameSpans = list.key === "" || spansOf(list.key) === spansOf(key);
  return { ...list, failure: why, busy: !isCurrent && !why, sameSpans, rowAt, onView, again, exact };
}

/** The part of the parameters that selects spans. */
function spansOf(key: string): string {
  const { scope, request } = JSON.parse(key) as RowsParams;
  return JSON.stringify([scope, { ...request, sort: null }]);
}
