/** The self time of each name, and the slowest leaf spans. */

import { readParents } from "../columns/parents.ts";
import { readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { assignColors, type ColorIndex } from "../model/colors.ts";
import type { TellProgress } from "../model/progress.ts";
import type { ParentSource } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import { findSelfTimes, NO_PARENT } from "../stats/intervals.ts";
import { findLargest } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const SLOWEST = 30;

export interface SlowSpan {
  readonly id: number;
  readonly name: string;
  readonly colorIndex: ColorIndex;
  /** Seconds from the origin. */
  readonly start: number;
  readonly duration: number;
}

export interface SelfTimes {
  /** Seconds, by name. */
  readonly self: readonly (readonly [name: string, seconds: number])[];
  /** Names of spans with children. */
  readonly parents: readonly string[];
  readonly source: ParentSource;
  /** The slowest spans of the other names, slowest first; of all names, if each has spans with children. */
  readonly slowest: readonly SlowSpan[];
}

/** Reads all spans of the window, since parents and children may be out of scope. */
export function readSelfTimes(db: Connection, { scope }: { readonly scope: Scope }, tell: TellProgress): SelfTimes {
  const scoped = resolveScope(db, scope);
  const told = (done: number, total: number) => tell({ what: "Reading spans", done, total });
  const range = readSpanRange(db, scoped, scope.window, told);
  const { parents, source } = readParents(db, range);
  const { names, nameTexts, rows } = range;
  const own = findSelfTimes(range, parents);
  const self = new Float64Array(nameTexts.length);
  const isParent = new Uint8Array(nameTexts.length);
  const inScope = new Set<number>();
  for (const [index, code] of names.entries()) {
    if ((rows[index] ?? -1) >= 0) {
      inScope.add(code);
      self[code] = (self[code] ?? 0) + (own[index] ?? 0);
    }
    const parent = parents[index] ?? NO_PARENT;
    if (parent !== NO_PARENT) isParent[names[parent] ?? 0] = 1;
  }
  const codes = [...inScope];
  const leaves = codes.filter((code) => !isParent[code]);
  return {
    self: codes.map((code) => [nameTexts[code] ?? "", self[code] ?? 0] as const),
    parents: codes.filter((code) => isParent[code]).map((code) => nameTexts[code] ?? ""),
    source,
    slowest: findSlowest(db, range, new Set(leaves.length > 0 ? leaves : codes), scoped.origin ?? 0),
  };
}

function findSlowest(db: Connection, range: SpanRange, codes: ReadonlySet<number>, origin: number): SlowSpan[] {
  const { ids, starts, durations, names, nameTexts, rows } = range;
  const colorIndexes = assignColors(
    readNameOrder(
      db,
      nameTexts.map((name, firstId) => ({ name, firstId })),
    ),
  );
  const eligible = durations.map((duration, index) =>
    (rows[index] ?? -1) >= 0 && codes.has(names[index] ?? -1) && duration > 0 && !Number.isNaN(starts[index])
      ? duration
      : Number.NaN,
  );
  return findLargest(eligible, SLOWEST).map((index) => {
    const name = nameTexts[names[index] ?? 0] ?? "";
    return {
      id: ids[index] ?? 0,
      name,
      colorIndex: colorIndexes.get(name) ?? 8,
      start: (starts[index] ?? 0) - origin,
      duration: durations[index] ?? 0,
    };
  });
}

export const selfTimes = defineQuery({
  params: onlyScope,
  urgency: "long",
  run: (db, params, { tell }) => readSelfTimes(db, params, tell),
});
