/** Pages of Explore's table that SQLite sorts: by what every span has, the first rows are known before all are read. */

import { type ExploreColumn, isErrorColumn, OWN_COLUMNS, type RowsRequest } from "../../analysis/explore/answer.ts";
import type { ExploreSource } from "../../analysis/explore/source.ts";
import { numberOrNull } from "../../columns/scan-rows.ts";
import type { Cell } from "../../model/outcome.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { pickSource, pickTag } from "../explore-cells.ts";
import { linkedAncestors, readNearestTags } from "./nearest-tags.ts";
import type { ScopedSpans } from "./scoped-spans.ts";
import { readErrorTypes } from "./span-errors.ts";

export interface StoredSpan {
  readonly id: number;
  readonly name: string | null;
  readonly start: unknown;
  readonly duration: unknown;
}

const SORTABLE: Readonly<Record<string, string>> = {
  id: "s.id",
  name: "CAST(s.name AS TEXT)",
  start: "s.start",
  duration: "s.duration",
};

/** The largest finite number. */
export const LARGEST = "1.7976931348623157e308";

type Sort = RowsRequest["sort"];

/** What SQLite sorts by; undefined for a tag. Values that are no numbers come last, as in the table. */
export function orderSql({ column, desc }: Sort): string | undefined {
  const sorted = SORTABLE[column];
  if (sorted === undefined) return undefined;
  const isNumber = column === "start" || column === "duration";
  const key = isNumber ? `CASE WHEN ${sorted} BETWEEN -${LARGEST} AND ${LARGEST} THEN ${sorted} END` : sorted;
  return `${key} ${desc ? "DESC" : "ASC"} NULLS LAST, s.id`;
}

/** A tag filter takes a pass over the run, and a region may be on any columns. */
export function canSortInFile({ tags }: Scope, { sort, region }: RowsRequest): boolean {
  return tags.length === 0 && region === undefined && Object.hasOwn(SORTABLE, sort.column);
}

export function selectSorted(db: Connection, scoped: ScopedSpans, order: string, { offset = 0, limit = 0 }) {
  return db
    .prepare<(number | string)[], StoredSpan>(
      `SELECT s.id, CAST(s.name AS TEXT) AS name, s.start, s.duration FROM spans AS s
       WHERE ${scoped.where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    )
    .all(...scoped.parameters);
}

interface SortedRows {
  readonly columns: readonly ExploreColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A page with the columns of a sample; `index` is -1 for those whose cells are not known yet. */
export function readSortedRows(
  db: Connection,
  { scoped, source }: { readonly scoped: ScopedSpans; readonly source: ExploreSource },
  { sort, offset, limit }: RowsRequest,
): SortedRows {
  const spans = selectSorted(db, scoped, orderSql(sort) ?? "s.id", { offset, limit });
  const ids = spans.map(({ id }) => id);
  const ancestorsOf = linkedAncestors(db, scoped.window);
  const tags = readNearestTags(db, ids, ancestorsOf ?? (() => []));
  const errors = readErrorTypes(db, ids);
  const isKnown = ({ tag, from }: ExploreColumn) => tag === null || from === null || ancestorsOf !== null;
  const known = source.columns.filter(isKnown);
  // The sources of values that only some spans inherit come after all columns.
  const inheriting = known.filter(({ inherited }) => inherited);
  const places = new Map(known.map(({ id }, index) => [id, index]));
  const sourcePlaces = new Map(inheriting.map(({ id }, index) => [id, known.length + index]));
  const cellOf = (span: StoredSpan, column: ExploreColumn): Cell => {
    if (isErrorColumn(column)) return errors.get(span.id) ?? null;
    return column.tag === null ? ownCell(span, column.id) : pickTag(tags.get(span.id), column);
  };
  return {
    columns: source.columns.map((column) => ({
      ...column,
      index: places.get(column.id) ?? -1,
      inherited: column.inherited && { ...column.inherited, index: sourcePlaces.get(column.id) ?? -1 },
    })),
    rows: spans.map((span) => [
      ...known.map((column) => cellOf(span, column)),
      ...inheriting.map((column) => pickSource(tags.get(span.id), column)),
    ]),
  };
}

/** The cell of a column of `OWN_COLUMNS`. */
function ownCell(span: StoredSpan, id: string): Cell {
  return ownCells(span)[OWN_COLUMNS.findIndex((column) => column.id === id)] ?? null;
}

export function ownCells({ id, name, start, duration }: StoredSpan): Cell[] {
  return [id, name ?? "", numberOrNull(start), numberOrNull(duration)];
}
