/** What of the call tree the address holds: where one has gone in, what is chosen, what it is split by, how it is sorted. */
import type { PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { readSort } from "../../../../lib/model/sort.ts";
import { EVERYTHING, type IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { adjustAddress, setAll } from "../../address.ts";
import { PATH_SORTABLE } from "../../parameters.ts";

type Rows = readonly Pick<PathRow, "id">[];

/** All calls, if the path is not there any more. */
export function readView(params: URLSearchParams, rows: Rows): IcicleView {
  const [id = "", from] = (params.get("in") ?? "").split(".");
  const row = id === "" ? -1 : findRow(rows, id);
  if (id !== "" && row < 0) return EVERYTHING;
  return { row, from: from === undefined ? null : Number(from) };
}

export function readChosen(params: URLSearchParams, rows: Rows): number | null {
  const id = params.get("path");
  const row = id === null ? -1 : findRow(rows, id);
  return row < 0 ? null : row;
}

function findRow(rows: Rows, id: string): number {
  return rows.findIndex((row) => row.id === id);
}

export function showView(rows: Rows, { row, from }: IcicleView): void {
  const text = `${rows[row]?.id ?? ""}${from === null ? "" : `.${from}`}`;
  adjustAddress((params) => setAll(params, "in", text === "" ? [] : [text]));
}

/** @param row null for none */
export function choosePath(rows: Rows, row: number | null): void {
  const id = row === null ? undefined : rows[row]?.id;
  adjustAddress((params) => setAll(params, "path", id === undefined ? [] : [id]));
}

/** The largest totals first, unless sorted otherwise. */
export function readPathSort(params: URLSearchParams) {
  const sort = readSort(params.get("pathsort"));
  return sort && PATH_SORTABLE.includes(sort.column) ? sort : { column: "total", desc: true };
}
