/** Reads the durations of one side of a comparison, by name. */

import { countErrors } from "../../columns/count-errors.ts";
import { readCoveredTime } from "../../columns/covered-time.ts";
import { type Reading, readSpanRange, type SpanRange } from "../../columns/span-range.ts";
import { type Basis, estimateCount, type Interval } from "../../model/basis.ts";
import type { TellProgress } from "../../model/progress.ts";
import type { Calls } from "../../stats/sampled-change.ts";
import type { Connection } from "../../store/driver.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

export interface SideCalls {
  readonly basis: Basis;
  /** Durations by name, names by first id. */
  readonly names: ReadonlyMap<string, Calls>;
}

export interface SideDurations extends SideCalls {
  /** Failed and unfinished spans read that have a duration, by name. */
  readonly errors: ReadonlyMap<string, number>;
  /** Spans that have a duration; estimated from a sample, as is `covered`. */
  readonly spans: number;
  /** Seconds in which at least one span ran. */
  readonly covered: number;
  /** Of an estimate; null if exact. */
  readonly coveredInterval: Interval | null;
}

export function readSideDurations(
  db: Connection,
  scoped: ScopedSpans,
  reading: Reading = "exact",
  tell: TellProgress = () => undefined,
): SideDurations {
  const range = readSide(db, scoped, reading, tell);
  // First, as that takes more memory than the durations, and gives it back.
  const covered = readCoveredTime(range);
  const names = groupDurations(range);
  const spans = [...names.values()].reduce((sum, { sorted }) => sum + sorted.length, 0);
  const failing = countErrors(db, range);
  const errors = new Map(range.nameTexts.map((name, code) => [name, failing.errors[code] ?? 0]));
  const times = { covered: covered.seconds, coveredInterval: covered.interval };
  return { basis: range.basis, names, errors, spans: estimateCount(spans, range.basis), ...times };
}

/** The durations alone. */
export function readSideCalls(
  db: Connection,
  scoped: ScopedSpans,
  reading: Reading = "exact",
  tell: TellProgress = () => undefined,
): SideCalls {
  const range = readSide(db, scoped, reading, tell);
  return { basis: range.basis, names: groupDurations(range) };
}

function readSide(db: Connection, scoped: ScopedSpans, reading: Reading, tell: TellProgress): SpanRange {
  return readSpanRange(db, scoped, reading, (done, total) => tell({ what: "Reading spans", done, total }));
}

function groupDurations({ rows, durations, names, nameTexts, blockOf, sample }: SpanRange): Map<string, Calls> {
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
  const blocks = Array.from(counts, (count) => new Int32Array(sample ? count : 0));
  const next = new Uint32Array(nameTexts.length);
  for (let place = 0; place < rows.length; place++) {
    if (!isIn(place)) continue;
    const code = names[place] as number;
    const at = next[code] as number;
    (lists[code] as Float64Array)[at] = durations[place] as number;
    if (blockOf) (blocks[code] as Int32Array)[at] = blockOf[place] as number;
    next[code] = at + 1;
  }
  return new Map(
    order.map((code) => {
      const values = lists[code] as Float64Array;
      const sampled = sample && { values, blockOf: blocks[code] as Int32Array, sample };
      // Sorting in place: each copy of ten million takes 80 MB.
      return [nameTexts[code] ?? "", { sorted: (sample ? values.slice() : values).sort(), sampled }];
    }),
  );
}
