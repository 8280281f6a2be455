/** The span names of a scope, their counts and self times, regardless of its name filter. */

import { type Reading, readSpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount } from "../model/basis.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { findSelfByName } from "./self-times.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { sumByName } from "./sql/sums-by-name.ts";

export interface ScopeName {
  readonly name: string;
  readonly count: number;
  /** Seconds; estimated from a sample. */
  readonly self: number;
}

export interface ScopeNames {
  /** The largest total first. */
  readonly names: readonly ScopeName[];
  readonly nameCount: number;
  /** Of a sample, counts are estimates, and rare names may be missing. */
  readonly basis: Basis;
}

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

/** A longer rail could only be searched, not read. */
const MAX_NAMES = 100;

export function readScopeNames(db: Connection, { scope, reading = "exact" }: Params): ScopeNames {
  const scoped = resolveScope(db, { ...scope, names: [] });
  const range = readSpanRange(db, scoped, reading, () => undefined);
  const rows = sumByName(range).sort((a, b) => b.total - a.total || a.firstId - b.firstId);
  const self = findSelfByName(range, scoped.filter);
  const names = rows.slice(0, MAX_NAMES).map(({ name, count }) => ({
    name,
    count: estimateCount(count, range.basis),
    self: self.get(name) ?? 0,
  }));
  return { names, nameCount: rows.length, basis: range.basis };
}

export const scopeNames = defineQuery({
  params: readScope,
  urgency: "quick",
  run: readScopeNames,
});
