/** The durations of one side of a comparison, by name. */
import { scanRows } from "../columns/scan-rows.ts";
import type { Connection } from "../driver.ts";
import { NUMERIC_DURATION } from "./names.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

export interface SideDurations {
  /** Sorted, by name in the order of first ids. */
  readonly names: ReadonlyMap<string, Float64Array>;
  readonly spans: number;
  /** Seconds during which at least one span ran. */
  readonly covered: number;
  /** Part of the spans that was read, 0 to 1; counts and sums are of that part. */
  readonly share: number;
}

/** As many a side are read; of more, an even sample: 0.8 s and 60 MB for a million. */
const MOST_SPANS = 2_000_000;

/** Every id with the same chance, whatever its neighbours: names take turns in a file. */
const SCATTERED = "(s.id * 2654435761) % 4294967296 < ?";

export function readSideDurations(db: Connection, scoped: ScopedSpans, most = MOST_SPANS): SideDurations {
  const share = Math.min(1, most / Math.max(1, scoped.window.count));
  const sampled = share < 1 ? ` AND ${SCATTERED}` : "";
  // The limit keeps the order.
  const picked = `(SELECT s.name, s.start, s.duration FROM spans AS s
    WHERE ${scoped.where} AND s.${NUMERIC_DURATION}${sampled} ORDER BY s.id LIMIT -1) AS s`;
  const parameters = share < 1 ? [...scoped.parameters, share * 2 ** 32] : scoped.parameters;
  const names = new Map<string, number[]>();
  const starts: number[] = [];
  const ends: number[] = [];
  scanRows(db, "CAST(s.name AS TEXT), s.start, s.duration", picked, parameters, (name, start, duration) => {
    const own = names.get(name);
    if (own) own.push(duration);
    else names.set(name, [duration]);
    if (typeof start !== "number") return;
    starts.push(start);
    ends.push(start + Math.max(0, duration));
  });
  const sorted = [...names].map(([name, list]) => [name, Float64Array.from(list).sort()] as const);
  const spans = sorted.reduce((sum, [, list]) => sum + list.length, 0);
  return { names: new Map(sorted), spans, covered: coverTime(starts, ends), share };
}

/** The time in which at least one span runs; which start belongs to which end does not matter for it. */
export function coverTime(starts: readonly number[], ends: readonly number[]): number {
  const opening = Float64Array.from(starts).sort();
  const closing = Float64Array.from(ends).sort();
  let covered = 0;
  let running = 0;
  let since = 0;
  for (let i = 0, j = 0; j < closing.length; ) {
    const start = opening[i] ?? Number.POSITIVE_INFINITY;
    const end = closing[j] as number;
    if (start <= end) {
      if (running++ === 0) since = start;
      i++;
    } else {
      if (--running === 0) covered += end - since;
      j++;
    }
  }
  return covered;
}
