/**
 * Reads the tags of spans requested in order of id: by index, in table order if that is the order of spans, else from a
 * sorted copy.
 */

import { findPlacesOf, findTagAccess } from "../columns/tag-range.ts";
import type { Connection } from "../store/driver.ts";

export type Tag = readonly [key: string, value: string];

/** The tags of each of these spans. @param ids ascending */
export type TagsOf = (ids: readonly number[]) => Tag[][];

/** Range of ids read at once. */
const RANGE = 4_096;
const CHECKED = 20_000;

/** Rows as one JSON array per column: better-sqlite3 creates 9 million values in 11 s, `JSON.parse` in 3 s. */
const COLUMNS = "json_group_array(span_id), json_group_array(CAST(key AS TEXT)), json_group_array(CAST(value AS TEXT))";
type Columns = [spanIds: string, keys: string, values: string];

/** Reads the tags of all spans between two ids. */
type ReadRange = (first: number, last: number) => Columns | undefined;

export function openTags(db: Connection, firstId: number, lastId: number): TagsOf {
  const read = openRange(db, firstId, lastId);
  return (ids) => {
    const tags = ids.map((): Tag[] => []);
    for (let from = 0; from < ids.length; ) {
      let to = from;
      while (to < ids.length && (ids[to] as number) < (ids[from] as number) + RANGE) to++;
      fill(ids, tags, from, to, read);
      from = to;
    }
    return tags;
  };
}

function openRange(db: Connection, firstId: number, lastId: number): ReadRange {
  const access = findTagAccess(db, firstId);
  if (access.kind === "index") return bySpan(db, "span_tags");
  if (access.kind === "ordered" && isOrdered(db, access.fromId)) return byPlace(db);
  db.exec("CREATE TEMP TABLE sorted_tags (span_id, id INTEGER, key, value, PRIMARY KEY (span_id, id)) WITHOUT ROWID");
  db.prepare(
    `INSERT INTO temp.sorted_tags SELECT span_id, id, key, value FROM span_tags
     WHERE span_id BETWEEN ? AND ? ORDER BY span_id, id`,
  ).run(firstId, lastId);
  return bySpan(db, "temp.sorted_tags");
}

function bySpan(db: Connection, table: string): ReadRange {
  const rows = `SELECT span_id, key, value FROM ${table} WHERE span_id BETWEEN ? AND ? ORDER BY span_id, id`;
  const statement = db.prepare<[number, number], Columns>(`SELECT ${COLUMNS} FROM (${rows})`).raw();
  return (first, last) => statement.get(first, last);
}

function byPlace(db: Connection): ReadRange {
  const placeOf = findPlacesOf(db);
  const rows = "SELECT span_id, key, value FROM span_tags WHERE id >= ? AND id < ? ORDER BY id";
  const statement = db.prepare<[number, number], Columns>(`SELECT ${COLUMNS} FROM (${rows})`).raw();
  return (first, last) => statement.get(placeOf(first), placeOf(last + 1));
}

/** Checks every row: probing a few is enough to find a span quickly, but does not guarantee that no tag is missed. */
function isOrdered(db: Connection, fromId: number): boolean {
  const read = db
    .prepare<[number], [number | null, string]>(
      `SELECT max(id), json_group_array(CASE WHEN typeof(span_id) = 'integer' THEN span_id END)
       FROM (SELECT id, span_id FROM span_tags WHERE id >= ? ORDER BY id LIMIT ${CHECKED})`,
    )
    .raw();
  let previous = Number.NEGATIVE_INFINITY;
  for (let from: number | null = fromId; from !== null; ) {
    const [last, spanIds]: [number | null, string] = read.get(from) ?? [null, "[]"];
    for (const spanId of JSON.parse(spanIds) as (number | null)[]) {
      if (spanId === null || spanId < previous) return false;
      previous = spanId;
    }
    from = last === null ? null : last + 1;
  }
  return true;
}

/** Adds the tags of `ids[from]` up to but excluding `ids[to]`. */
function fill(ids: readonly number[], tags: Tag[][], from: number, to: number, read: ReadRange): void {
  const columns = readColumns(ids, from, to, read);
  if (columns === undefined) {
    // Too long for one text: split in half.
    const middle = (from + to) >> 1;
    fill(ids, tags, from, middle, read);
    fill(ids, tags, middle, to, read);
    return;
  }
  const [spanIds, keys, values] = columns.map((json) => JSON.parse(json)) as [number[], string[], string[]];
  let index = from;
  for (let row = 0; row < spanIds.length; row++) {
    const spanId = spanIds[row] as number;
    while (index < to && (ids[index] as number) < spanId) index++;
    if (ids[index] !== spanId) continue;
    const [key, value] = [keys[row] ?? null, values[row] ?? null];
    if (key !== null && value !== null) tags[index]?.push([key, value]);
  }
}

function readColumns(ids: readonly number[], from: number, to: number, read: ReadRange): Columns | undefined {
  try {
    return read(ids[from] as number, ids[to - 1] as number) ?? ["[]", "[]", "[]"];
  } catch (error) {
    if ((error as { code?: string }).code !== "SQLITE_TOOBIG" || to - from < 2) throw error;
    return undefined;
  }
}
