/** Counts and totals of what a file holds. */
import type { Connection } from "./driver.ts";

/**
 * SQL condition for a usable duration. Files of other tools may have text or NULL in that column. To SQLite every text
 * is greater than every number, so the range excludes text and NULL, and infinities too.
 */
export const NUMERIC_DURATION = "duration BETWEEN -1e300 AND 1e300";
/** The same for starts. */
const NUMERIC_START = "start BETWEEN -1e300 AND 1e300";

/** Times in seconds, starts since the epoch; null if there are no spans. */
export interface FileSummary {
  readonly spanCount: number;
  readonly tagCount: number;
  readonly minStart: number | null;
  readonly maxStart: number | null;
  readonly totalDuration: number | null;
  readonly spanNames: string[];
  readonly tagKeys: string[];
}

/** Scans both tables. Times that are not numbers are ignored; their spans still count. */
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
    // In the order of first ids: an index on the column would yield alphabetical order. Grouping sorts all rows first:
    // 0.9 s instead of 0.25 s for the keys of 3,000,000 tags.
    spanNames: readTexts(db, "name", "spans"),
    tagKeys: readTexts(db, "key", "span_tags"),
  };
}

/** Distinct values as text, including the NULLs and bytes that other tools write. */
function readTexts(db: Connection, column: string, table: string): string[] {
  const values = db.prepare(`SELECT DISTINCT ${column} FROM ${table} NOT INDEXED`).pluck().all();
  return values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value ?? "")));
}
