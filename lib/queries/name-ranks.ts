/** The names of a run by self time, which decides which of them have colours, in every view of the run. */

import { readSpanRange } from "../columns/span-range.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { findSelfByName } from "./self-times.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface NameRanks {
  /** What they are of: the ranks of one run are no reason to keep a colour in another. */
  readonly of: string;
  /** The largest self time first; of very many spans, estimated from a sample. */
  readonly names: readonly string[];
}

/** Further ones have no colours anyway. */
const MAX_NAMES = 200;

/** Seconds by name, in the run of the scope, whatever else limits it. */
export function readRunSelf(db: Connection, { run }: Scope): ReadonlyMap<string, number> {
  const scoped = resolveScope(db, { ...DEFAULT_SCOPE, run });
  const range = readSpanRange(db, scoped, "sample", () => undefined);
  return findSelfByName(range, scoped.filter);
}

/** Equal ones by name, so that their order does not depend on which span of them ended first. */
export function rankNames(self: Iterable<readonly [name: string, seconds: number]>): string[] {
  return [...self]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map(([name]) => name);
}

export function readNameRanks(db: Connection, { scope }: { readonly scope: Scope }): NameRanks {
  return { of: scope.run, names: rankNames(readRunSelf(db, scope)) };
}

export const nameRanks = defineQuery({
  params: onlyScope,
  urgency: "quick",
  run: readNameRanks,
});
