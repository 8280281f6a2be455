/** The span names of a scope and their counts, regardless of its name filter. */

import { assignColors, type ColorIndex } from "../model/colors.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface ScopeName {
  readonly name: string;
  readonly count: number;
  readonly colorIndex: ColorIndex;
}

export interface ScopeNames {
  /** The largest total first. */
  readonly names: readonly ScopeName[];
  readonly nameCount: number;
  /** Colours of names without spans in the scope. */
  readonly others: readonly (readonly [name: string, colorIndex: ColorIndex])[];
}

/** A longer rail could only be searched, not read. */
const MAX_NAMES = 100;
/** The colour index of names without their own colour. */
const OTHER: ColorIndex = 8;

export function readScopeNames(db: Connection, { scope }: { readonly scope: Scope }): ScopeNames {
  const { where, parameters } = resolveScope(db, { ...scope, names: [] });
  const rows = db
    .prepare<(string | number)[], { name: string; count: number; firstId: number }>(
      `SELECT CAST(s.name AS TEXT) AS name, count(*) AS count, min(s.id) AS firstId
       FROM spans AS s
       WHERE ${where} AND s.name IS NOT NULL
       GROUP BY 1
       ORDER BY sum(CASE WHEN s.duration BETWEEN 0 AND 1e300 THEN s.duration END) DESC, firstId`,
    )
    .all(...parameters);
  const colorIndexes = assignColors(readNameOrder(db, rows));
  const names = rows
    .slice(0, MAX_NAMES)
    .map(({ name, count }) => ({ name, count, colorIndex: colorIndexes.get(name) ?? OTHER }));
  const found = new Set(rows.map(({ name }) => name));
  const others = [...colorIndexes].filter(([name, colorIndex]) => colorIndex < OTHER && !found.has(name));
  return { names, nameCount: rows.length, others };
}

export const scopeNames = defineQuery({
  params: onlyScope,
  urgency: "quick",
  run: readScopeNames,
});
