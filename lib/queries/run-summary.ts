/** What one run recorded, in numbers, for the end of `spantom run`. */
import type { Connection } from "../store/driver.ts";
import { NUMERIC_DURATION } from "../store/summary.ts";
import { sideTables } from "../store/table-check.ts";
import { type NameStats, readNamesOf } from "./summary.ts";

export interface RunSummary {
  readonly spanCount: number;
  readonly tagCount: number;
  /** Seconds since the epoch: its first start, and when its last span ended. */
  readonly first: number;
  readonly last: number;
  readonly names: readonly NameStats[];
}

/** Spans of other processes may lie in between, so they are those of its ranges, not all from first to last. */
const ITS_SPANS = `run_spans AS range CROSS JOIN spans ON spans.id BETWEEN range.first_span_id AND range.last_span_id
         WHERE range.run_id = ?`;

/** Whether a run has recorded any. @param id of the run */
export function hasSpans(db: Connection, id: string): boolean {
  if (!sideTables(db).has("run_spans")) return false;
  return db.prepare("SELECT 1 FROM run_spans WHERE run_id = ? LIMIT 1").get(id) !== undefined;
}

/** Undefined if it recorded no spans. */
export function readRunSummary(db: Connection, id: string): RunSummary | undefined {
  if (!sideTables(db).has("run_spans")) return undefined;
  const whole = db
    .prepare<[string], Pick<RunSummary, "spanCount" | "tagCount" | "first" | "last">>(
      `SELECT count(*) AS spanCount, min(start) AS first, max(start + duration) FILTER (WHERE ${NUMERIC_DURATION}) AS last,
              sum((SELECT count(*) FROM span_tags WHERE span_id = spans.id)) AS tagCount FROM ${ITS_SPANS}`,
    )
    .get(id);
  return whole && whole.spanCount > 0 ? { ...whole, names: readNamesOf(db, ITS_SPANS, [id]) } : undefined;
}
