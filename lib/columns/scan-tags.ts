/**
 * Visits the tags of many spans, by the index on `span_id` or in table order, depending on the file. Only the requested
 * keys reach JavaScript: each row that does costs 0.2 µs, as much as SQLite takes to read three.
 */

import type { Connection } from "../store/driver.ts";
import type { Spans } from "./kept-spans.ts";
import { type IdRange, rangesParameter } from "./recorded-ranges.ts";
import { scanRows } from "./scan-rows.ts";
import { findPlacesOf, findTagOrder, hasTagIndex } from "./tag-range.ts";

export interface TagScan {
  readonly spans: Pick<Spans, "ids" | "ranges">;
  /** By place: 1 if the tags of the span are needed; those of others may be visited, too. Undefined for all. */
  readonly needed?: Uint8Array | undefined;
  /** Undefined for all keys. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** Whether to pass on long values whole; otherwise only the characters by which columns compare them. */
  readonly whole?: boolean;
}

/** The tags of a span come one after the other, in the order they were set. */
export type OnTag = (spanId: number, key: string, value: string) => void;

/** Longer values are compared by their first characters only. */
const COMPARED_CHARACTERS = 500;
/** Below this share of the spans, looking each one up by index is faster than a scan. */
export const INDEX_SHARE = 0.25;
const IDS_AT_ONCE = 20_000;
const TELL_EVERY = 100_000;

/**
 * @param begin called before the first tag, and again if a table that seemed to be in order turns out not to be: all
 *   tags then follow once more
 */
export function scanTags(
  db: Connection,
  { spans: { ids, ranges }, needed, keys, whole = false }: TagScan,
  begin: () => OnTag,
  tell: (done: number, total: number) => void,
): void {
  const [firstId, lastId] = [ids[0], ids.at(-1)];
  if (firstId === undefined || lastId === undefined) return;
  const characters = whole ? Number.POSITIVE_INFINITY : COMPARED_CHARACTERS;
  const scan = makeScan(db, keys, characters, (id) => {
    const share = (id - firstId) / Math.max(1, lastId - firstId);
    tell(Math.round(ids.length * Math.max(0, Math.min(1, share))), ids.length);
  });
  const order = findTagOrder(db, firstId);
  if (hasTagIndex(db)) {
    const wanted = needed ? ids.filter((_, place) => needed[place] === 1) : ids;
    const few = wanted.length < INDEX_SHARE * ids.length || order.kind === "scan";
    const onTag = begin();
    if (few) {
      for (let from = 0; from < wanted.length; from += IDS_AT_ONCE)
        scan(OF_IDS, `[${wanted.subarray(from, from + IDS_AT_ONCE).join()}]`, onTag);
      return;
    }
    if (ranges) {
      scan(OF_RANGES, rangesParameter(ranges), onTag);
      return;
    }
  }
  if (order.kind === "ordered") {
    const inTable = findTagIds(db, ranges ?? [{ firstId, lastId }]);
    if (scan(IN_TABLE, rangesParameter(inTable), begin()).rising) return;
  }
  // Perhaps the probes missed that rows are out of order, and tags lie before the ids that were found.
  scan(IN_TABLE, rangesParameter([{ firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER }]), begin());
}

const OF_IDS = "json_each(?) AS span CROSS JOIN span_tags AS t ON t.span_id = span.value";
const OF_RANGES = `json_each(?) AS range CROSS JOIN span_tags AS t
  ON t.span_id BETWEEN range.value ->> 0 AND range.value ->> 1`;
const IN_TABLE = `json_each(?) AS range CROSS JOIN span_tags AS t
  ON t.id BETWEEN range.value ->> 0 AND range.value ->> 1`;

/** The ids of the tags of spans, for a table in order. */
function findTagIds(db: Connection, ranges: readonly IdRange[]): IdRange[] {
  const idOf = findPlacesOf(db);
  return ranges.map(({ firstId, lastId }) => ({ firstId: idOf(firstId), lastId: idOf(lastId + 1) - 1 }));
}

function makeScan(
  db: Connection,
  keys: ReadonlySet<string> | undefined,
  characters: number,
  tell: (id: number) => void,
) {
  const columns = "CAST(t.span_id AS INTEGER), CAST(t.key AS TEXT), CAST(t.value AS TEXT)";
  const wanted = keys ? " WHERE CAST(t.key AS TEXT) IN (SELECT value FROM json_each(?))" : "";
  return (from: string, parameter: string, onTag: OnTag): { readonly rising: boolean } => {
    let rising = true;
    let previous = Number.NEGATIVE_INFINITY;
    let visited = 0;
    const parameters = keys ? [parameter, JSON.stringify([...keys])] : [parameter];
    scanRows(db, columns, `${from}${wanted}`, parameters, (spanId, key, value) => {
      if (spanId < previous) rising = false;
      previous = spanId;
      if (++visited % TELL_EVERY === 0) tell(spanId);
      if (key === null || value === null) return;
      onTag(spanId, key, value.length > characters ? value.slice(0, characters) : value);
    });
    return { rising };
  };
}
