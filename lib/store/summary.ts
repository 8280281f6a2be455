/** What a file holds, in counts. */
import type { Connection } from "./driver.ts";

/**
 * A duration that can be reckoned with. Foreign files hold texts and NULLs in that column: SQLite compares every text
 * as greater than every number, so the range leaves them out, and infinities too.
 */
export const NUMERIC_DURATION = "duration BETWEEN -1e300 AND 1e300";
/** The same of starts. */
const NUMERIC_START = "start BETWEEN -1e300 AND 1e300";

/** Times in seconds, starts since the epoch; null where there are no spans. */
export interface FileSummary {
  readonly spanCount: number;
  readonly tagCount: number;
  readonly minStart: number | null;
  readonly maxStart: number | null;
  readonly totalDuration: number | null;
  readonly spanNames: string[];
  readonly tagKeys: string[];
}

/** Reads the whole of both tables. What is no number counts as a span, and for nothing else. */
export function readSummary(db: Connection): FileSummary {
  const spans = db
    .prepare(
      `SELECT count(*) AS count, min(start) FILTER (WHERE ${NUMERIC_START}) AS first,
              max(start) FILTER (WHERE ${NUMERIC_START}) AS last,
              sum(duration) FILTER (WHERE ${NUMERIC_DURATION}) AS total FROM spans`,
    )
    .get() as { count: number; first: number | null; last: number | null; total: number | null };
  return {
    spanCount: spans.count,
    tagCount: db.prepare("SELECT count(*) FROM span_tags").pluck().get() as number,
    minStart: spans.first,
    maxStart: spans.last,
    totalDuration: spans.total,
    // In the order of first ids: an index on the column would give the alphabet's. Grouping sorts all rows first, 0.9 s
    // instead of 0.25 s for the keys of 3,000,000 tags.
    spanNames: readTexts(db, "name", "spans"),
    tagKeys: readTexts(db, "key", "span_tags"),
  };
}

/** What another tool left out, or stored as bytes, is read as text. */
function readTexts(db: Connection, column: string, table: string): string[] {
  const values = db.prepare(`SELECT DISTINCT ${column} FROM ${table} NOT INDEXED`).pluck().all();
  return values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value ?? "")));
}
