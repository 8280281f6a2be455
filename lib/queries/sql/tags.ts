/** Reads tags: of a range of spans, of a page of them, of a few that lie far apart; in files with and without an index. */
import { findPlacesOf, findTagAccess, risesBySpan, tagBound, tagEnd } from "../../columns/tag-range.ts";
import type { Connection } from "../../store/driver.ts";

export interface RangeTag {
  readonly spanId: number;
  readonly key: string;
  readonly value: string;
}

interface Caps {
  /** Characters of a value; longer ones are cut. */
  readonly characters: number;
  readonly tags: number;
}

/** In the order in which they were set. In files without an index the table is read from the first of them to the last. */
export function readTagsBetween(db: Connection, firstId: number, lastId: number, caps: Caps): RangeTag[] {
  const access = findTagAccess(db, firstId);
  if (access.kind !== "ordered") return selectRange(db, firstId, lastId, "", caps);
  const bounds = `${tagBound(access, "t")}${tagEnd(db, access, lastId, "t")}`;
  const found = selectRange(db, firstId, lastId, bounds, caps);
  // The probes saw order where there was none: some tags may lie outside of the range that was found.
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

/** Longer values are cut for tables; the query page shows them whole. */
const SHOWN_CHARACTERS = 200;
/** More of one span than a table has columns for. */
const MOST_OF_ONE = 200;

/**
 * Where tags lie in the order of their spans, each span's are found by halving: 100 spans among 3,000,000 tags in
 * 20 ms, against 250 ms for a scan.
 * @param ids span ids, at most a page of them
 */
export function readScatteredTags(db: Connection, ids: readonly number[]): SpanTag[] {
  if (ids.length === 0) return [];
  if (findTagAccess(db, 0).kind !== "ordered") return readSpanTags(db, ids);
  const placeOf = findPlacesOf(db);
  const read = db.prepare<[number, number], SpanTag>(
    `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key,
            ${shortSql("t.value", SHOWN_CHARACTERS)} AS value
     FROM span_tags AS t WHERE t.id BETWEEN ? AND ? ORDER BY t.id LIMIT ${MOST_OF_ONE}`,
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
  /** At most `SHOWN_CHARACTERS` of it. */
  readonly value: string;
}

const MOST_TAGS = 20_000;

/** @param ids span ids, at most a page of them */
export function readSpanTags(db: Connection, ids: readonly number[]): SpanTag[] {
  if (ids.length === 0) return [];
  const access = findTagAccess(db, Math.min(...ids));
  const found = selectPage(db, ids, tagBound(access, "t"));
  // The probes saw order where there was none: some tags may lie before the place that was found.
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
       LIMIT ${MOST_TAGS}`,
    )
    .all(JSON.stringify(ids))
    .filter((tag) => tag.key !== null && tag.value !== null);
}

/**
 * The first so many characters of a value as text. `substr` ends a text at U+0000, and so do most functions of SQLite:
 * what is short is left alone.
 */
export function cutSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** The same for eyes: what is cut ends with an ellipsis. */
export function shortSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    WHEN length(CAST(${value} AS TEXT)) > ${characters} THEN substr(CAST(${value} AS TEXT), 1, ${characters - 1}) || '…'
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** As many bytes as characters, so that nothing is decoded. */
function isShort(value: string, characters: number): string {
  return `octet_length(${value}) <= ${characters}`;
}
