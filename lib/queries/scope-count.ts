/** The number of spans in a scope. */

import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export function readScopeCount(db: Connection, { scope }: { readonly scope: Scope }): number {
  const { where, parameters } = resolveScope(db, scope);
  return (
    db
      .prepare<(string | number)[], number>(`SELECT count(*) FROM spans AS s WHERE ${where}`)
      .pluck()
      .get(...parameters) ?? 0
  );
}

export const scopeCount = defineQuery({
  params: onlyScope,
  urgency: "quick",
  run: readScopeCount,
});
