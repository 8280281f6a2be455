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
    // In the order of first ids: an index on the column would give the alphabet's. Grouping sorts all rows first, 0.9 s
    // instead of 0.25 s for the keys of 3,000,000 tags.
    spanNames: db.prepare("SELECT DISTINCT name FROM spans NOT INDEXED").pluck().all() as string[],
    tagKeys: db.prepare("SELECT DISTINCT key FROM span_tags NOT INDEXED").pluck().all() as string[],
  };
}
