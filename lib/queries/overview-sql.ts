/** What the panes of the overview show, as SQL that a reader can take on from. */

import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

type Limits = Pick<ScopedSpans, "whereSql" | "origin">;

/** As many rows as the reader returns of one query. */
const MOST_ROWS = 10_000;

export interface OverviewSql {
  readonly names: string;
  readonly durations: string;
  /** The condition on `spans AS s`. */
  readonly where: string;
}

/** Filters by tags cost a pass over the window: how they read depends on who carries the tag. */
export function readOverviewSql(db: Connection, { scope }: { readonly scope: Scope }): OverviewSql {
  const scoped = resolveScope(db, scope);
  return { names: namesSql(scoped), durations: durationsSql(scoped), where: scoped.whereSql };
}

/** The table of span names. */
function namesSql({ whereSql }: Limits): string {
  return `SELECT s.name, count(*) AS count, sum(s.duration) AS total, avg(s.duration) AS mean,
       percentile(s.duration, 50) AS p50, percentile(s.duration, 95) AS p95,
       percentile(s.duration, 99) AS p99, max(s.duration) AS max
FROM spans AS s
WHERE ${whereSql}
GROUP BY s.name
ORDER BY total DESC`;
}

/** Starts and durations, the slowest first: as points where there are not too many. */
function durationsSql({ whereSql, origin }: Limits): string {
  return `SELECT s.id, s.name, s.start - ${origin ?? 0} AS start, s.duration
FROM spans AS s
WHERE ${whereSql}
ORDER BY s.duration DESC
LIMIT ${MOST_ROWS}`;
}

export const overviewSql = defineQuery({
  params: onlyScope,
  urgency: "long",
  run: readOverviewSql,
});
