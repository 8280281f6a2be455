/** Sorting of the compared names. */
import { formatSort, readSort } from "../../../lib/model/sort.ts";
import type { CompareRow } from "../../../lib/queries/compare.ts";
import type { StartRow } from "../../../lib/queries/compare-start.ts";
import { differenceOf } from "../../../lib/stats/order.ts";
import { MIN_CALLS } from "../../../lib/stats/verdict.ts";
import type { CompareSortKey } from "../address.ts";

/** A row of the table, with its verdicts or before they are computed. */
export type ShownRow = CompareRow | StartRow;

export function isWorkedOut(row: ShownRow): row is CompareRow {
  return "verdict" in row;
}

export interface CompareSort {
  readonly key: CompareSortKey;
  readonly desc: boolean;
}

/** Largest change first, in either direction. */
export const LARGEST_FIRST: CompareSort = { key: "total", desc: true };

/** @param keys what the table can be sorted by */
export function parseCompareSort(text: string | null, keys: readonly CompareSortKey[]): CompareSort {
  const sort = readSort(text);
  const key = keys.find((one) => one === sort?.column);
  return sort && key ? { key, desc: sort.desc } : LARGEST_FIRST;
}

/** Null for the default order. */
export function compareSortText({ key, desc }: CompareSort): string | null {
  return key === LARGEST_FIRST.key && desc === LARGEST_FIRST.desc ? null : formatSort({ column: key, desc });
}

/** Of the total, seconds. */
export function changeOf({ total }: Pick<StartRow, "total">): number {
  return differenceOf(total.baseline, total.candidate);
}

/** Of the largest change, or of the time of a side: less hardly matters. */
const SLIGHT = { ofLargest: 0.02, ofSide: 0.001 } as const;

/** The smallest change of a total, seconds, that matters beside the others. */
export function findLeastChange(rows: readonly StartRow[], covered: number): number {
  const largest = Math.max(0, ...rows.map((row) => Math.abs(changeOf(row))));
  return Math.max(SLIGHT.ofLargest * largest, SLIGHT.ofSide * covered);
}

export function sortRows<Row extends ShownRow>(rows: readonly Row[], { key, desc }: CompareSort): Row[] {
  const sign = desc ? -1 : 1;
  const size = (row: ShownRow): number | null => {
    if (key === "p50" || key === "p95") return (isWorkedOut(row) ? row[key]?.ratio : ratioOf(row, key)) ?? null;
    if (key === "calls") return Math.abs(row.candidateCount - row.baselineCount);
    if (key === "errors") return Math.abs(rateOf(row, "candidate") - rateOf(row, "baseline"));
    return Math.abs(changeOf(row));
  };
  return [...rows].sort((x, y) => {
    if (key === "name") return sign * (x.name < y.name ? -1 : x.name > y.name ? 1 : 0);
    const [a, b] = [size(x), size(y)];
    // Names without a comparison come last, in either direction.
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (a - b);
  });
}

/** Rows whose names hold a text, in any case of its letters. */
export function matching<Row extends { readonly name: string }>(rows: readonly Row[], find: string): readonly Row[] {
  const text = find.toLowerCase();
  return text === "" ? rows : rows.filter(({ name }) => name.toLowerCase().includes(text));
}

/** Whether any call of either side failed or never finished; without, there is no column. */
export function hasErrors(rows: readonly StartRow[]): boolean {
  return rows.some(({ baselineErrors, candidateErrors }) => baselineErrors + candidateErrors > 0);
}

/** The share of the calls of a side that failed or never finished, 0 to 1. */
export function rateOf(row: StartRow, side: "baseline" | "candidate"): number {
  const count = row[`${side}Count`];
  return count > 0 ? row[`${side}Errors`] / count : 0;
}

/** Rows in an earlier order, by name, whatever their figures are now; then all others. */
export function keepOrder<Row extends { readonly name: string }>(
  rows: readonly Row[],
  order: readonly string[],
): Row[] {
  const places = new Map(order.map((name, place) => [name, place]));
  const placeOf = ({ name }: Row) => places.get(name) ?? order.length;
  return [...rows].sort((x, y) => placeOf(x) - placeOf(y));
}

/** The change, where there are enough calls for one. */
function ratioOf(
  { baselineFigures, candidateFigures, baselineCount, candidateCount }: StartRow,
  key: "p50" | "p95",
): number | null {
  const [baseline, candidate] = [baselineFigures?.[key] ?? 0, candidateFigures?.[key] ?? 0];
  return baseline > 0 && Math.min(baselineCount, candidateCount) >= MIN_CALLS[key] ? candidate / baseline : null;
}
