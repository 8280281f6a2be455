/** What a file holds, in counts. */
import type { Connection } from "../driver.ts";

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

/** Reads the whole of both tables. */
export function readSummary(db: Connection): FileSummary {
  const spans = db
    .prepare("SELECT count(*) AS count, min(start) AS first, max(start) AS last, sum(duration) AS total FROM spans")
    .get() as { count: number; first: number | null; last: number | null; total: number | null };
  return {
    spanCount: spans.count,
    tagCount: db.prepare("SELECT count(*) FROM span_tags").pluck().get() as number,
    minStart: spans.first,
    maxStart: spans.last,
    totalDuration: spans.total,
    // Not SELECT DISTINCT: with an index on the column its order is the alphabet's.
    spanNames: db.prepare("SELECT name FROM spans GROUP BY name ORDER BY min(id)").pluck().all() as string[],
    tagKeys: db.prepare("SELECT key FROM span_tags GROUP BY key ORDER BY min(id)").pluck().all() as string[],
  };
}
