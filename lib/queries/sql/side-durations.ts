/** Reads the durations of one side of a comparison, by name. */

import { countErrors } from "../../columns/count-errors.ts";
import { readCoveredTime } from "../../columns/covered-time.ts";
import { type Reading, readSpanRange, type SpanRange } from "../../columns/span-range.ts";
import type { Basis } from "../../model/basis.ts";
import type { Connection } from "../../store/driver.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

export interface SideDurations {
  readonly basis: Basis;
  /** Spans of the side over spans read: by how much counts and sums of a sample are too small. */
  readonly scale: number;
  /** Sorted durations by name, names by first id. */
  readonly names: ReadonlyMap<string, Float64Array>;
  /** Failed and unfinished spans among these, by name. */
  readonly errors: ReadonlyMap<string, number>;
  /** Spans read that have a duration. */
  readonly spans: number;
  /** Seconds in which at least one span ran; estimated for a sample. */
  readonly covered: number;
}

export function readSideDurations(db: Connection, scoped: ScopedSpans, reading: Reading = "exact"): SideDurations {
  const range = readSpanRange(db, scoped, reading, () => undefined);
  const { basis, sample } = range;
  const names = groupDurations(range);
  const spans = [...names.values()].reduce((sum, list) => sum + list.length, 0);
  const failing = countErrors(db, range);
  const errors = new Map(range.nameTexts.map((name, code) => [name, failing.errors[code] ?? 0]));
  return { basis, scale: sample?.scale ?? 1, names, errors, spans, covered: readCoveredTime(range) };
}

function groupDurations({ rows, durations, names, nameTexts }: SpanRange): Map<string, Float64Array> {
  const counts = new Uint32Array(nameTexts.length);
  const isIn = (place: number) => (rows[place] as number) >= 0 && !Number.isNaN(durations[place]);
  const order: number[] = [];
  for (let place = 0; place < rows.length; place++) {
    if (!isIn(place)) continue;
    const code = names[place] as number;
    if (counts[code] === 0) order.push(code);
    counts[code] = (counts[code] as number) + 1;
  }
  const lists = Array.from(counts, (count) => new Float64Array(count));
  const next = new Uint32Array(nameTexts.length);
  for (let place = 0; place < rows.length; place++) {
    if (!isIn(place)) continue;
    const code = names[place] as number;
    (lists[code] as Float64Array)[next[code] as number] = durations[place] as number;
    next[code] = (next[code] as number) + 1;
  }
  return new Map(order.map((code) => [nameTexts[code] ?? "", (lists[code] as Float64Array).sort()]));
}
