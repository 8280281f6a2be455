/** The first rows of Explore, fast enough for the server to render: only own tags, described from these rows alone. */

import { type ExploreColumn, type ExploreRows, OWN_COLUMNS, tagColumnId } from "../../analysis/explore/answer.ts";
import { MAX_KEYS } from "../../columns/read-tags.ts";
import { numberOrNull } from "../../columns/scan-rows.ts";
import { isBytesKey } from "../../model/format.ts";
import { findKind, isExact, isNothing, toNumber } from "../../model/kinds.ts";
import type { Connection } from "../../store/driver.ts";
import type { ScopedSpans } from "./scoped-spans.ts";
import { readScatteredTags } from "./tags.ts";

const FIRST_ROWS = 60;
/** Sorting more spans takes too long for a page: 0.1 s per million. */
const MAX_SORTED = 1_000_000;

interface StoredSpan {
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

/** Falls back to the newest spans if the requested order costs too much. */
function firstRowsSql({ window }: ScopedSpans, where: string, sort: { column: string; desc: boolean }): string {
  const wanted = window.count <= MAX_SORTED ? SORTABLE[sort.column] : undefined;
  const order = wanted ? `${wanted} ${sort.desc ? "DESC" : "ASC"}, s.id` : "s.id DESC";
  return `SELECT s.id, CAST(s.name AS TEXT) AS name, s.start, s.duration FROM spans AS s WHERE ${where} ORDER BY ${order}`;
}

export function readFirstRows(
  db: Connection,
  scoped: ScopedSpans,
  sort: { readonly column: string; readonly desc: boolean },
): ExploreRows {
  const spans = db
    .prepare<(number | string)[], StoredSpan>(`${firstRowsSql(scoped, scoped.where, sort)} LIMIT ${FIRST_ROWS}`)
    .all(...scoped.parameters);
  const tags = new Map<number, Map<string, string>>();
  const values = new Map<string, string[]>();
  for (const { spanId, key, value } of readScatteredTags(
    db,
    spans.map(({ id }) => id),
  )) {
    const own = tags.get(spanId) ?? new Map<string, string>();
    tags.set(spanId, own.set(key, value));
    const list = values.get(key);
    if (list) list.push(value);
    else values.set(key, [value]);
  }
  const frequent = [...values].sort(([, a], [, b]) => b.length - a.length).slice(0, MAX_KEYS);
  const shown = [...values].filter(([key]) => values.size <= MAX_KEYS || frequent.some(([one]) => one === key));
  const columns = [...OWN_COLUMNS, ...shown.map(([key, found], i) => describe(key, found, i))];
  const rows = spans.map(({ id, name, start, duration }) => [
    id,
    name ?? "",
    numberOrNull(start),
    numberOrNull(duration),
    ...shown.map(([key]) => tags.get(id)?.get(key) ?? null),
  ]);
  const total = spans.length < FIRST_ROWS ? spans.length : null;
  return { basis: null, columns, rows, offset: 0, total, scoped: total, selection: null, rareKeys: null };
}

function describe(key: string, found: readonly string[], place: number): ExploreColumn {
  const told = found.filter((value) => !isNothing(value));
  const numbers = told.filter((value) => toNumber(value) !== undefined).length;
  const numeric = told.length > 0 && numbers === told.length;
  return {
    id: tagColumnId(key, null),
    index: OWN_COLUMNS.length + place,
    label: key,
    kind: findKind(found),
    unit: numeric && isBytesKey(key) ? "bytes" : "plain",
    numeric,
    tag: key,
    from: null,
    present: null,
    numericShare: told.length > 0 ? numbers / told.length : 0,
    exact: isExact(told),
    values: null,
    range: null,
    top: [],
  };
}
