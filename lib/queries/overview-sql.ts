/** What the overview's panes show, as SQL for users to build on. */

import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

type Limits = Pick<ScopedSpans, "whereSql" | "origin">;

/** The row limit of the reader. */
const MAX_ROWS = 10_000;

export interface OverviewSql {
  readonly names: string;
  readonly durations: string;
  /** The condition on `spans AS s`. */
  readonly where: string;
}

/** Tag filters cost a pass over the window, because their SQL depends on which spans carry the tag. */
export function readOverviewSql(db: Connection, { scope }: { readonly scope: Scope }): OverviewSql {
  const scoped = resolveScope(db, scope);
  return { names: namesSql(scoped, hasErrors(db, scoped)), durations: durationsSql(scoped), where: scoped.whereSql };
}

/** The table of span names. */
function namesSql({ whereSql }: Limits, failing: boolean): string {
  const errors = failing ? "count(*) FILTER (WHERE s.id IN (SELECT span_id FROM span_errors)) AS errors,\n       " : "";
  return `SELECT s.name, count(*) AS count, ${errors}sum(s.duration) AS total, avg(s.duration) AS mean,
       percentile(s.duration, 50) AS p50, percentile(s.duration, 95) AS p95,
       percentile(s.duration, 99) AS p99, max(s.duration) AS max
FROM spans AS s
WHERE ${whereSql}
GROUP BY s.name
ORDER BY total DESC`;
}

/** Whether any error is in the window, so that the table has a column for them. */
function hasErrors(db: Connection, { window: { firstId, lastId } }: Pick<ScopedSpans, "window">): boolean {
  if (!sideTables(db).has("span_errors")) return false;
  const any = db.prepare<[number, number]>("SELECT 1 FROM span_errors WHERE span_id BETWEEN ? AND ? LIMIT 1");
  return any.get(firstId, lastId) !== undefined;
}

/** Starts and durations, the slowest first, to be drawn as points. */
function durationsSql({ whereSql, origin }: Limits): string {
  return `SELECT s.id, s.name, s.start - ${origin ?? 0} AS start, s.duration
FROM spans AS s
WHERE ${whereSql}
ORDER BY s.duration DESC
LIMIT ${MAX_ROWS}`;
}

export const overviewSql = defineQuery({
  params: onlyScope,
  urgency: "long",
  run: readOverviewSql,
});
