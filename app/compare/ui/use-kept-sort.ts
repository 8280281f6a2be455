/** The order of a table of names. Once sorted, rows keep their places: exact figures do not move them. */
"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import type { CompareSortKey } from "../address.ts";
import { keepInAddress } from "./detail-state.ts";
import { type CompareSort, compareSortText, keepOrder, parseCompareSort } from "./sort.ts";

interface Named {
  readonly name: string;
}

interface SortedTable<Row> {
  readonly keys: readonly CompareSortKey[];
  /** As they are shown first. */
  readonly rows: readonly Row[];
  readonly sortRows: (rows: readonly Row[], sort: CompareSort) => readonly Row[];
}

export function useKeptSort<Row extends Named>({ keys, rows: first, sortRows }: SortedTable<Row>) {
  const params = useSearchParams();
  const [sort, setSort] = useState(() => parseCompareSort(params.get("sort"), keys));
  const [order, setOrder] = useState(() => namesOf(sortRows(first, sort)));
  return {
    sort,
    order,
    /** @param rows those shown */
    onSort(key: CompareSortKey, rows: readonly Row[]): void {
      const sorted = sortRows(rows, sort);
      // Sorting by the same column again puts rows in order first.
      const isStale = namesOf(sorted).join("\0") !== namesOf(keepOrder(sorted, order)).join("\0");
      const desc = sort.key !== key ? key !== "name" : isStale ? sort.desc : !sort.desc;
      const next: CompareSort = { key, desc };
      setSort(next);
      setOrder(namesOf(sortRows(rows, next)));
      keepInAddress({ sort: compareSortText(next) });
    },
  };
}

function namesOf(rows: readonly Named[]): string[] {
  return rows.map(({ name }) => name);
}
