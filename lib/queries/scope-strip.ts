/** How the spans of a run are distributed over time, regardless of name, tag, error and time filters. */

import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount } from "../model/basis.ts";
import type { TimeZero } from "../model/format.ts";
import type { Run } from "../model/run.ts";
import { NO_LIMITS, type Scope } from "../model/scope.ts";
import { findAxisStart, findMainRange, type MainRange } from "../stats/main-range.ts";
import type { Connection } from "../store/driver.ts";
import { readScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export const STRIP_BINS = 56;

export interface ScopeStrip {
  /** Where the strip begins, seconds from the origin: 0, unless the origin itself is far off. */
  readonly low: number;
  /** What its times are relative to. */
  readonly zero: TimeZero;
  /** Seconds; 0 if there is nothing to show. */
  readonly length: number;
  /** When the last span begins, seconds from the origin. */
  readonly lastBegun: number;
  /** Spans that start in each of its equal parts. */
  readonly bins: readonly number[];
  /** Spans that start far off (`findMainRange`), and the time limit that selects only them. */
  readonly earlier: { readonly count: number; readonly to: number };
  readonly later: { readonly count: number; readonly from: number };
  /** Of a sample, counts are estimates. */
  readonly basis: Basis;
}

const NONE = { low: 0, lastBegun: 0, earlier: { count: 0, to: 0 }, later: { count: 0, from: 0 } };

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

export function readScopeStrip(db: Connection, { scope, reading = "exact" }: Params): ScopeStrip {
  const scoped = resolveScope(db, { ...scope, ...NO_LIMITS });
  const { run, runs, origin, zero } = scoped;
  const range = readSpanRange(db, scoped, reading, () => undefined);
  const { basis } = range;
  const starts = pickStarts(range);
  const main = findMainRange(starts);
  const bins = new Array<number>(STRIP_BINS).fill(0);
  if (!main || origin === null) return { length: 0, bins, ...NONE, zero, basis };
  const { earlier, later } = main;
  const first = findAxisStart(origin, main);
  const length = Math.max(0, (run?.ended ?? (basis.exact ? main.high : findLastEnd(runs, main))) - first);
  if (length === 0) return { length, bins, ...NONE, zero, basis };
  for (const start of starts) {
    if (!(start >= main.low && start <= main.high)) continue;
    const bin = Math.floor(((start - first) * STRIP_BINS) / length);
    const index = Math.min(STRIP_BINS - 1, Math.max(0, bin));
    bins[index] = (bins[index] ?? 0) + 1;
  }
  return {
    low: first - origin,
    zero,
    length,
    lastBegun: main.high - origin,
    bins: bins.map((count) => estimateCount(count, basis)),
    earlier: {
      count: estimateCount(earlier.count, basis),
      to: earlier.count > 0 ? Math.ceil(earlier.nearest - origin) : 0,
    },
    later: { count: estimateCount(later.count, basis), from: later.count > 0 ? Math.floor(later.nearest - origin) : 0 },
    basis,
  };
}

function pickStarts({ starts, rows, count }: SpanRange): Float64Array {
  if (count === starts.length) return starts;
  const picked = new Float64Array(count);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    if (row >= 0) picked[row] = starts[place] as number;
  }
  return picked;
}

/** The last end of a run that began in the main range; a sample does not hold the last spans. */
function findLastEnd(runs: readonly Run[], { low, high }: MainRange): number {
  return runs.reduce(
    (last, { started, ended }) => (started >= low && started <= high ? Math.max(last, ended) : last),
    high,
  );
}

export const scopeStrip = defineQuery({
  params: readScope,
  urgency: "quick",
  run: readScopeStrip,
});
