/** The errors of a scope by type, regardless of its limit by errors. */

import { UNFINISHED } from "../model/error-filter.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface ErrorCount {
  readonly type: string;
  readonly count: number;
}

export interface ScopeErrors {
  /** Spans that failed. */
  readonly failed: number;
  /** Spans that still ran at the end of their program. */
  readonly unfinished: number;
  /** The most frequent types first. */
  readonly types: readonly ErrorCount[];
  /** Number of types, including those beyond `types`. */
  readonly typeCount: number;
}

/** A longer list could only be searched, not read. */
const MAX_TYPES = 20;

/** Looks at the errors rather than at all spans: 0.1 s for 100,000 of them, at once in a file with few. */
export function readScopeErrors(db: Connection, { scope }: { readonly scope: Scope }): ScopeErrors {
  const counts = sideTables(db).has("span_errors") ? countTypes(db, scope) : [];
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const unfinished = counts.find(({ type }) => type === UNFINISHED)?.count ?? 0;
  return { failed: all - unfinished, unfinished, types: counts.slice(0, MAX_TYPES), typeCount: counts.length };
}

function countTypes(db: Connection, scope: Scope): ErrorCount[] {
  const { window, where, parameters } = resolveScope(db, { ...scope, error: null });
  return db
    .prepare<(string | number)[], ErrorCount>(
      `SELECT coalesce(CAST(e.type AS TEXT), '') AS type, count(*) AS count
       FROM span_errors AS e CROSS JOIN spans AS s ON s.id = e.span_id
       WHERE e.span_id BETWEEN ? AND ? AND ${where}
       GROUP BY 1 ORDER BY count DESC, type`,
    )
    .all(window.firstId, window.lastId, ...parameters);
}

export const scopeErrors = defineQuery({
  params: onlyScope,
  urgency: "quick",
  run: readScopeErrors,
});
