/**
 * What runs say of themselves, as tags that all of their spans inherit: for them, a run is the outermost ancestor. A
 * span's own tag of the same key counts, and so does that of any span around it.
 */

import { PARAMETER, parametersOf, type RunTags } from "../model/run-tags.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import type { IdRange } from "./recorded-ranges.ts";

export interface RunParameters {
  /** By the index of the run. */
  readonly runs: readonly RunTags[];
  /** The index of the run that recorded a span; -1 if that has no parameters. */
  runOf(id: number): number;
}

/** All keys with the prefix: the next sign after a dot is a slash. */
const ARE_PARAMETERS = `typeof(key) = 'text' AND key >= '${PARAMETER}' AND key < '${PARAMETER.slice(0, -1)}/'`;
/** A tracer writes 128 a run; a file with more is from elsewhere. */
const MAX_ROWS = 200_000;

/** Null if none of the runs that recorded these spans has any, as in files from before. */
export function readRunParameters(db: Connection, firstId: number, lastId: number): RunParameters | null {
  const tables = sideTables(db);
  if (!tables.has("run_tags") || !tables.has("run_spans")) return null;
  if (db.prepare(`SELECT 1 FROM run_tags WHERE ${ARE_PARAMETERS} LIMIT 1`).get() === undefined) return null;
  const ranges = db
    .prepare<[number, number], IdRange & { readonly run: string }>(
      `SELECT run_id AS run, first_span_id AS firstId, last_span_id AS lastId FROM run_spans
       WHERE run_id IN (SELECT run_id FROM run_tags WHERE ${ARE_PARAMETERS}) AND last_span_id >= ? AND first_span_id <= ?
       ORDER BY first_span_id`,
    )
    .all(firstId, lastId);
  if (ranges.length === 0) return null;
  const ids = new Map([...new Set(ranges.map(({ run }) => run))].map((run, index) => [run, index]));
  const indices = ranges.map(({ run }) => ids.get(run) ?? -1);
  return { runs: readTags(db, ids), runOf: (id) => indices[findRange(ranges, id)] ?? -1 };
}

function readTags(db: Connection, ids: ReadonlyMap<string, number>): RunTags[] {
  const tags = Array.from(ids, (): Record<string, string> => ({}));
  const rows = db
    .prepare<[string], [string, string, string]>(
      `SELECT run_id, key, CAST(value AS TEXT) FROM run_tags
       WHERE ${ARE_PARAMETERS} AND run_id IN (SELECT value FROM json_each(?)) LIMIT ${MAX_ROWS}`,
    )
    .raw();
  for (const [run, key, value] of rows.iterate(JSON.stringify([...ids.keys()]))) {
    const own = tags[ids.get(run) ?? -1];
    if (own) own[key] = value;
  }
  return tags.map(parametersOf);
}

/** The index of the range with that id, or -1. @param ranges by first id */
function findRange(ranges: readonly IdRange[], id: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as IdRange).firstId <= id) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range && id <= range.lastId ? low - 1 : -1;
}

/** Changes when a run says more: part of the key of what is kept of a file. */
export function lastRunTag(db: Connection): number | null {
  if (!sideTables(db).has("run_tags")) return null;
  return db.prepare<[], number | null>("SELECT max(rowid) FROM run_tags").pluck().get() ?? null;
}
