/** How the spans of a run are distributed over time, regardless of name, tag, error and time filters. */

import { scanRows } from "../columns/scan-rows.ts";
import type { Scope } from "../model/scope.ts";
import { GrowingFloats } from "../stats/growing.ts";
import { findAxisStart, findMainRange } from "../stats/main-range.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export const STRIP_BINS = 56;

export interface ScopeStrip {
  /** Where the strip begins, seconds from the origin: 0, unless the origin itself is far off. */
  readonly low: number;
  /** Seconds; 0 if there is nothing to show. */
  readonly length: number;
  /** Spans that start in each of its equal parts. */
  readonly bins: readonly number[];
  /** Spans that start far off (`findMainRange`), and the time limit that selects only them. */
  readonly earlier: { readonly count: number; readonly to: number };
  readonly later: { readonly count: number; readonly from: number };
}

const NONE = { low: 0, earlier: { count: 0, to: 0 }, later: { count: 0, from: 0 } };

export function readScopeStrip(db: Connection, { scope }: { readonly scope: Scope }): ScopeStrip {
  const { run, origin, where, parameters } = resolveScope(db, {
    ...scope,
    from: null,
    to: null,
    names: [],
    tags: [],
    error: null,
  });
  const starts = readStarts(db, where, parameters);
  const main = findMainRange(starts);
  const bins = new Array<number>(STRIP_BINS).fill(0);
  if (!main || origin === null) return { length: 0, bins, ...NONE };
  const { earlier, later } = main;
  const first = findAxisStart(origin, main);
  const length = Math.max(0, (run?.ended ?? main.high) - first);
  if (length === 0) return { length, bins, ...NONE };
  for (const start of starts) {
    if (!(start >= main.low && start <= main.high)) continue;
    const bin = Math.floor(((start - first) * STRIP_BINS) / length);
    const index = Math.min(STRIP_BINS - 1, Math.max(0, bin));
    bins[index] = (bins[index] ?? 0) + 1;
  }
  return {
    low: first - origin,
    length,
    bins,
    earlier: { count: earlier.count, to: earlier.count > 0 ? Math.ceil(earlier.nearest - origin) : 0 },
    later: { count: later.count, from: later.count > 0 ? Math.floor(later.nearest - origin) : 0 },
  };
}

function readStarts(db: Connection, where: string, parameters: readonly (string | number)[]): Float64Array {
  const starts = new GrowingFloats();
  scanRows(db, "s.start", `spans AS s WHERE ${where}`, parameters, (start) => {
    starts.push(typeof start === "number" ? start : Number.NaN);
  });
  return starts.view;
}

export const scopeStrip = defineQuery({
  params: onlyScope,
  urgency: "quick",
  run: readScopeStrip,
});
