/** Reads the tags of a range of spans, of a page, or of a scattered few, in files with and without an index. */
import { findPlacesOf, findTagAccess, risesBySpan, tagBound, tagEnd } from "../../columns/tag-range.ts";
import type { Connection } from "../../store/driver.ts";

export interface RangeTag {
  readonly spanId: number;
  readonly key: string;
  readonly value: string;
}

interface Caps {
  /** Characters per value; longer ones are cut. */
  readonly characters: number;
  readonly tags: number;
}

/** In the order they were set. Without an index, reads the table from the first of these tags to the last. */
export function readTagsBetween(db: Connection, firstId: number, lastId: number, caps: Caps): RangeTag[] {
  const access = findTagAccess(db, firstId);
  if (access.kind !== "ordered") return selectRange(db, firstId, lastId, "", caps);
  const bounds = `${tagBound(access, "t")}${tagEnd(db, access, lastId, "t")}`;
  const found = selectRange(db, firstId, lastId, bounds, caps);
  // The probes missed that rows are out of order: some tags may lie outside the range that was found.
  return risesBySpan(found) ? found : selectRange(db, firstId, lastId, "", caps);
}

function selectRange(db: Connection, firstId: number, lastId: number, bound: string, caps: Caps): RangeTag[] {
  return db
    .prepare<[number, number], RangeTag>(
      `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key, ${cutSql("t.value", caps.characters)} AS value
       FROM span_tags AS t
       WHERE t.span_id BETWEEN ? AND ?${bound} AND t.key IS NOT NULL AND t.value IS NOT NULL
       LIMIT ${caps.tags}`,
    )
    .all(firstId, lastId);
}

/** Values are cut to this for tables; the query page shows them in full. */
const SHOWN_CHARACTERS = 200;
/** More tags of one span than a table can show. */
const MAX_TAGS_OF_ONE = 200;

/**
 * If tags are in the order of their spans, a binary search per span finds them: 20 ms for 100 spans among 3,000,000
 * tags, against 250 ms for a scan.
 * @param ids span ids, at most a page of them
 */
export function readScatteredTags(db: Connection, ids: readonly number[]): SpanTag[] {
  if (ids.length === 0) return [];
  if (findTagAccess(db, 0).kind !== "ordered") return readSpanTags(db, ids);
  const placeOf = findPlacesOf(db);
  const read = db.prepare<[number, number], SpanTag>(
    `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key,
            ${shortSql("t.value", SHOWN_CHARACTERS)} AS value
     FROM span_tags AS t WHERE t.id BETWEEN ? AND ? ORDER BY t.id LIMIT ${MAX_TAGS_OF_ONE}`,
  );
  const tags: SpanTag[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    tags.push(...read.all(placeOf(id), placeOf(id + 1) - 1));
  }
  return tags.filter((tag) => tag.key !== null && tag.value !== null);
}

export interface SpanTag {
  readonly spanId: number;
  readonly key: string;
  /** Cut to `SHOWN_CHARACTERS`. */
  readonly value: string;
}

const MAX_TAGS = 20_000;

/** @param ids span ids, at most a page of them */
export function readSpanTags(db: Connection, ids: readonly number[]): SpanTag[] {
  if (ids.length === 0) return [];
  const access = findTagAccess(db, Math.min(...ids));
  const found = selectPage(db, ids, tagBound(access, "t"));
  // The probes missed that rows are out of order: some tags may lie before the position that was found.
  return access.kind === "ordered" && !risesBySpan(found) ? selectPage(db, ids, "") : found;
}

function selectPage(db: Connection, ids: readonly number[], bound: string): SpanTag[] {
  return db
    .prepare<[string], SpanTag>(
      `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key,
              ${shortSql("t.value", SHOWN_CHARACTERS)} AS value
       FROM span_tags AS t
       WHERE t.span_id IN (SELECT value FROM json_each(?))${bound}
       ORDER BY +t.id
       LIMIT ${MAX_TAGS}`,
    )
    .all(JSON.stringify(ids))
    .filter((tag) => tag.key !== null && tag.value !== null);
}

/**
 * SQL for the first `characters` of a value as text. Short values are left as they are, because `substr` ends a text at
 * U+0000, like most functions of SQLite.
 */
export function cutSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** The same for display, with an ellipsis if cut. */
export function shortSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    WHEN length(CAST(${value} AS TEXT)) > ${characters} THEN substr(CAST(${value} AS TEXT), 1, ${characters - 1}) || '…'
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** Compares byte lengths, which avoids decoding the text. */
function isShort(value: string, characters: number): string {
  return `octet_length(${value}) <= ${characters}`;
}
