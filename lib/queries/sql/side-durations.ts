/** Reads the durations of one side of a comparison, by name. */

import { readParents } from "../../columns/parents.ts";
import { scanRows } from "../../columns/scan-rows.ts";
import { GrowingFloats } from "../../stats/growing.ts";
import { findCoveredTime } from "../../stats/intervals.ts";
import type { Connection } from "../../store/driver.ts";
import { NUMERIC_DURATION } from "../../store/summary.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

export interface SideDurations {
  /** Sorted durations by name, names by first id. */
  readonly names: ReadonlyMap<string, Float64Array>;
  readonly spans: number;
  /** Seconds in which at least one span ran. */
  readonly covered: number;
  /** Share of the spans that was read, 0 to 1; counts and sums cover only that share. */
  readonly share: number;
}

/** Maximum spans read per side; of more, an even sample. A million take 0.8 s and 60 MB. */
const MAX_SPANS = 2_000_000;

/** Samples ids by hash rather than every n-th: names alternate in a file. */
const SCATTERED = "(s.id * 2654435761) % 4294967296 < ?";

export function readSideDurations(db: Connection, scoped: ScopedSpans, max = MAX_SPANS): SideDurations {
  const share = Math.min(1, max / Math.max(1, scoped.window.count));
  const sampled = share < 1 ? ` AND ${SCATTERED}` : "";
  // Without a LIMIT, SQLite drops the ORDER BY of a subquery.
  const picked = `(SELECT s.id, s.name, s.start, s.duration FROM spans AS s
    WHERE ${scoped.where} AND s.${NUMERIC_DURATION}${sampled} ORDER BY s.id LIMIT -1) AS s`;
  const parameters = share < 1 ? [...scoped.parameters, share * 2 ** 32] : scoped.parameters;
  const names = new Map<string, GrowingFloats>();
  const ids = new GrowingFloats();
  const starts = new GrowingFloats();
  const durations = new GrowingFloats();
  scanRows(db, "s.id, CAST(s.name AS TEXT), s.start, s.duration", picked, parameters, (id, name, start, duration) => {
    const own = names.get(name) ?? new GrowingFloats();
    if (own.length === 0) names.set(name, own);
    own.push(duration);
    if (typeof start !== "number") return;
    ids.push(id);
    starts.push(start);
    durations.push(duration);
  });
  const sorted = [...names].map(([name, list]) => [name, list.view.sort()] as const);
  const spans = sorted.reduce((sum, [, list]) => sum + list.length, 0);
  const times = { ids: ids.view, starts: starts.view, durations: durations.view };
  const covered = findCoveredTime(times, () => readParents(db, times).parents);
  return { names: new Map(sorted), spans, covered, share };
}
