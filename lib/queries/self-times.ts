/** The self time of each name, and the slowest leaf spans. */

import * as v from "valibot";
import { estimateSelfTimes } from "../columns/estimated-self-times.ts";
import { type Reading, readSpanRange, type SpanFilter, type SpanRange } from "../columns/span-range.ts";
import type { Basis } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import type { ParentSource } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import { eachSelfTime, NO_PARENT } from "../stats/intervals.ts";
import { findLargest } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { readErrorTypes } from "./sql/span-errors.ts";

const SLOWEST = 30;

export interface SlowSpan {
  readonly id: number;
  readonly name: string;
  /** Seconds from the origin. */
  readonly start: number;
  readonly duration: number;
  /** The type of its error; null if it has none. */
  readonly error: string | null;
}

export interface SelfTimes {
  readonly basis: Basis;
  /** Seconds, by name. */
  readonly self: readonly (readonly [name: string, seconds: number])[];
  /** Names of spans with children. */
  readonly parents: readonly string[];
  readonly source: ParentSource;
  /**
   * The slowest spans of the other names, slowest first; of all names, if each has spans with children. Empty for a
   * sample, which does not hold them.
   */
  readonly slowest: readonly SlowSpan[];
}

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

/** Reads all spans of the run, since parents and children may be out of scope. */
export function readSelfTimes(db: Connection, { scope, reading = "exact" }: Params, tell: TellProgress): SelfTimes {
  const scoped = resolveScope(db, scope);
  const told = (done: number, total: number) => tell({ what: "Reading spans", done, total });
  const range = readSpanRange(db, scoped, reading, told);
  const { parents, source } = range.parents();
  const { names, nameTexts, sample, basis } = range;
  const isParent = new Uint8Array(nameTexts.length);
  for (const parent of parents) if (parent !== NO_PARENT) isParent[names[parent] as number] = 1;
  const codes = findNamesInScope(range);
  const leaves = codes.filter((code) => !isParent[code]);
  return {
    basis,
    self: [...findSelfByName(range, scoped.filter)],
    parents: codes.filter((code) => isParent[code]).map((code) => nameTexts[code] ?? ""),
    source,
    slowest: sample ? [] : findSlowest(db, range, new Set(leaves.length > 0 ? leaves : codes), scoped.origin ?? 0),
  };
}

/** Seconds by name; kept, as several parts of a page ask. */
export function findSelfByName(range: SpanRange, filter: SpanFilter): ReadonlyMap<string, number> {
  return range.remember(JSON.stringify({ self: filter }), () => {
    const self = findSelfByCode(range);
    return new Map(findNamesInScope(range).map((code) => [range.nameTexts[code] ?? "", self[code] ?? 0]));
  });
}

/** Codes, in the order of first spans. */
function findNamesInScope({ names, rows }: SpanRange): number[] {
  const inScope = new Set<number>();
  for (let place = 0; place < rows.length; place++)
    if ((rows[place] as number) >= 0) inScope.add(names[place] as number);
  return [...inScope];
}

/** Seconds by name code, estimated from a sample. */
export function findSelfByCode(range: SpanRange): Float64Array {
  const { names, rows, sample } = range;
  if (sample) return estimateSelfTimes(range, sample.scale);
  const { parents } = range.parents();
  const self = new Float64Array(range.nameTexts.length);
  eachSelfTime(range, parents, (place, seconds) => {
    if ((rows[place] as number) < 0) return;
    const code = names[place] as number;
    self[code] = (self[code] as number) + seconds;
  });
  return self;
}

function findSlowest(db: Connection, range: SpanRange, codes: ReadonlySet<number>, origin: number): SlowSpan[] {
  const { ids, starts, durations, names, nameTexts, rows } = range;
  const isEligible = (index: number) =>
    (rows[index] as number) >= 0 &&
    codes.has(names[index] as number) &&
    (durations[index] as number) > 0 &&
    !Number.isNaN(starts[index]);
  const slowest = findLargest(durations, SLOWEST, isEligible);
  const errors = readErrorTypes(
    db,
    slowest.map((index) => ids[index] as number),
  );
  return slowest.map((index) => ({
    id: ids[index] ?? 0,
    name: nameTexts[names[index] ?? 0] ?? "",
    start: (starts[index] ?? 0) - origin,
    duration: durations[index] ?? 0,
    error: errors.get(ids[index] ?? 0) ?? null,
  }));
}

export const selfTimes = defineQuery({
  params: v.object({ scope, reading }),
  urgency: "long",
  run: (db, params, { tell }) => readSelfTimes(db, params, tell),
});
