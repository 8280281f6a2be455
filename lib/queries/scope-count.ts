/** The number of spans in a scope. */

import { type Reading, readSpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount } from "../model/basis.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface ScopeCount {
  /** Estimated from a sample. */
  readonly count: number;
  readonly basis: Basis;
}

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

export function readScopeCount(db: Connection, { scope, reading = "exact" }: Params): ScopeCount {
  const { basis, count } = readSpanRange(db, resolveScope(db, scope), reading, () => undefined);
  return { count: estimateCount(count, basis), basis };
}

export const scopeCount = defineQuery({
  params: readScope,
  urgency: "quick",
  run: readScopeCount,
});
