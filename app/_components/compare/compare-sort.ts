/** In which order the compared names stand. Pure. */
import type { CompareRow } from "../../../lib/questions/compare.ts";

export const COMPARE_SORTS = ["name", "calls", "p50", "p95", "total"] as const;
export type CompareSortKey = (typeof COMPARE_SORTS)[number];

export interface CompareSort {
  readonly key: CompareSortKey;
  readonly desc: boolean;
}

/** The largest change first, whichever its direction. */
export const LARGEST_FIRST: CompareSort = { key: "total", desc: true };

export function parseCompareSort(text: string | null): CompareSort {
  const desc = text?.startsWith("-") ?? false;
  const key = COMPARE_SORTS.find((one) => one === text?.slice(desc ? 1 : 0));
  return key ? { key, desc } : LARGEST_FIRST;
}

/** Null for the order that needs no saying. */
export function compareSortText({ key, desc }: CompareSort): string | null {
  return key === LARGEST_FIRST.key && desc === LARGEST_FIRST.desc ? null : `${desc ? "-" : ""}${key}`;
}

export function sortRows(rows: readonly CompareRow[], { key, desc }: CompareSort): CompareRow[] {
  const sign = desc ? -1 : 1;
  const size = (row: CompareRow): number | null => {
    if (key === "total") return Math.abs(row.total.b - row.total.a);
    if (key === "calls") return Math.abs(row.countB - row.countA);
    const ratio = key === "p50" ? row.p50?.ratio : row.p95?.ratio;
    return ratio ?? null;
  };
  return [...rows].sort((x, y) => {
    if (key === "name") return sign * (x.name < y.name ? -1 : x.name > y.name ? 1 : 0);
    const [a, b] = [size(x), size(y)];
    // What was not compared stands last, either way.
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (a - b);
  });
}
