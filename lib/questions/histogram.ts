/** How the durations of every name spread, on one logarithmic axis for all of them. */
import type { Connection } from "../driver.ts";
import type { SpanWindow } from "./window.ts";

export const HISTOGRAM_BINS = 41;

export interface Histograms {
  /** The axis: seconds at its left and right end; equal when there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  /** Counts per bin, by name. */
  readonly bins: ReadonlyMap<string, readonly number[]>;
  /** Spans of zero duration or less, which a logarithmic axis cannot show, by name. */
  readonly unplaced: ReadonlyMap<string, number>;
}

const IN_WINDOW = "id BETWEEN @firstId AND @lastId";
const PLACEABLE = "duration > 0 AND duration <= 1e300";

/** Bins run evenly in log10 from the shortest to the longest duration in the window. */
export function readHistograms(db: Connection, window: SpanWindow): Histograms {
  const ids = { firstId: window.firstId, lastId: window.lastId };
  const range = db
    .prepare<[typeof ids], { low: number | null; high: number | null }>(
      `SELECT min(duration) AS low, max(duration) AS high FROM spans WHERE ${IN_WINDOW} AND ${PLACEABLE}`,
    )
    .get(ids);
  const bins = new Map<string, number[]>();
  const unplaced = new Map<string, number>();
  const low = range?.low ?? 0;
  const high = range?.high ?? 0;
  const from = Math.log10(low || 1);
  // One single duration still needs an axis that is wider than nothing.
  const step = (Math.log10(high || 1) - from) / HISTOGRAM_BINS || 1;
  const rows = db
    .prepare<[object], { name: string; bin: number; count: number }>(
      `SELECT CAST(name AS TEXT) AS name,
              CASE WHEN duration > 0 THEN CAST((log10(duration) - @from) / @step AS INTEGER) ELSE -1 END AS bin,
              count(*) AS count
       FROM spans
       WHERE ${IN_WINDOW} AND duration BETWEEN -1e300 AND 1e300
       GROUP BY 1, 2`,
    )
    .all({ ...ids, from, step });
  for (const { name, bin, count } of rows) {
    if (bin < 0) {
      unplaced.set(name, count);
      continue;
    }
    const counts = bins.get(name) ?? new Array<number>(HISTOGRAM_BINS).fill(0);
    const index = Math.min(bin, HISTOGRAM_BINS - 1);
    counts[index] = (counts[index] ?? 0) + count;
    bins.set(name, counts);
  }
  return { low, high, bins, unplaced };
}
