/** How many spans a scope holds. */
import type { Connection } from "../driver.ts";
import type { Scope } from "../scope.ts";
import { resolveScope } from "./scoped-spans.ts";

export function readScopeCount(db: Connection, { scope }: { readonly scope: Scope }): number {
  const { where, parameters } = resolveScope(db, scope);
  return (
    db
      .prepare<(string | number)[], number>(`SELECT count(*) FROM spans AS s WHERE ${where}`)
      .pluck()
      .get(...parameters) ?? 0
  );
}
