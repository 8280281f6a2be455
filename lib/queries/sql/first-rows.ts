/** The first rows of Explore, fast enough for the server to render: only own tags, described from these rows alone. */

import {
  ERROR_COLUMN,
  type ExploreColumn,
  type ExploreRows,
  markDates,
  OWN_COLUMNS,
  tagColumnId,
} from "../../analysis/explore/answer.ts";
import { MAX_KEYS } from "../../columns/read-tags.ts";
import { isBytesKey } from "../../model/format.ts";
import { findKind, isExact, isNothing, toNumber } from "../../model/kinds.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";
import type { ScopedSpans } from "./scoped-spans.ts";
import { orderSql, ownCells, selectSorted } from "./sorted-rows.ts";
import { readErrorTypes } from "./span-errors.ts";
import { readScatteredTags } from "./tags.ts";

const FIRST_ROWS = 60;
/** Sorting more spans takes too long for a page: 0.1 s per million. */
export const MAX_SORTED = 1_000_000;

export function readFirstRows(
  db: Connection,
  scoped: ScopedSpans,
  sort: { readonly column: string; readonly desc: boolean },
): ExploreRows {
  // By a tag, the newest come first until it is known which rows do.
  const spans = selectSorted(db, scoped, orderSql(sort) ?? "s.id DESC", { limit: FIRST_ROWS });
  const ids = spans.map(({ id }) => id);
  const tags = new Map<number, Map<string, string>>();
  const values = new Map<string, string[]>();
  for (const { spanId, key, value } of readScatteredTags(db, ids)) {
    const own = tags.get(spanId) ?? new Map<string, string>();
    tags.set(spanId, own.set(key, value));
    const list = values.get(key);
    if (list) list.push(value);
    else values.set(key, [value]);
  }
  const frequent = [...values].sort(([, a], [, b]) => b.length - a.length).slice(0, MAX_KEYS);
  const shown = [...values].filter(([key]) => values.size <= MAX_KEYS || frequent.some(([one]) => one === key));
  const types = hasErrors(db, scoped) ? readErrorTypes(db, ids) : null;
  const { run } = scoped;
  const common = OWN_COLUMNS.map((column) =>
    column.unit === "start" && run ? { ...column, range: [run.started, run.ended] as const } : column,
  );
  const own = types ? [...common, ERROR_COLUMN] : common;
  const columns = [...own, ...shown.map(([key, found], i) => describe(key, found, own.length + i))];
  const rows = spans.map((span) => [
    ...ownCells(span),
    ...(types ? [types.get(span.id) ?? null] : []),
    ...shown.map(([key]) => tags.get(span.id)?.get(key) ?? null),
  ]);
  const total = spans.length < FIRST_ROWS ? spans.length : null;
  return {
    basis: null,
    columns: markDates(columns, scoped.zero),
    rows,
    offset: 0,
    total,
    listed: null,
    scoped: total,
    selection: null,
    rareKeys: null,
  };
}

/** Whether any span of the scope has an error; without one, there is no column. */
function hasErrors(db: Connection, { window: { firstId, lastId }, where, parameters }: ScopedSpans): boolean {
  if (!sideTables(db).has("span_errors")) return false;
  const any = db
    .prepare<(number | string)[]>(
      `SELECT 1 FROM span_errors AS e CROSS JOIN spans AS s ON s.id = e.span_id
       WHERE e.span_id BETWEEN ? AND ? AND ${where} LIMIT 1`,
    )
    .get(firstId, lastId, ...parameters);
  return any !== undefined;
}

function describe(key: string, found: readonly string[], index: number): ExploreColumn {
  const told = found.filter((value) => !isNothing(value));
  const numbers = told.filter((value) => toNumber(value) !== undefined).length;
  const numeric = told.length > 0 && numbers === told.length;
  return {
    id: tagColumnId(key, null),
    index,
    label: key,
    kind: findKind(found),
    unit: numeric && isBytesKey(key) ? "bytes" : "plain",
    numeric,
    tag: key,
    from: null,
    inherited: null,
    estimated: false,
    present: null,
    numericShare: told.length > 0 ? numbers / told.length : 0,
    exact: isExact(told),
    values: null,
    range: null,
    top: [],
  };
}
