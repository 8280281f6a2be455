/** The paths of a call tree with their figures as one query, for users to build on. */
import { quoteText } from "../../model/quote.ts";
import type { ParentSource } from "../../model/run.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

type Limits = Pick<ScopedSpans, "whereSql" | "window">;

/**
 * Callers are found among all spans of the window; the figures are of those in scope.
 * @param keys tags that split paths
 */
export function pathsSql({ whereSql, window }: Limits, source: ParentSource, keys: readonly string[]): string {
  const within = `BETWEEN ${window.firstId} AND ${window.lastId}`;
  return `WITH RECURSIVE link (id, parent) AS MATERIALIZED (
${LINKS[source](within)}
),
path (id, path) AS (
  SELECT s.id, ${stepSql(keys)} FROM spans AS s
  WHERE s.id ${within} AND s.id NOT IN (SELECT id FROM link)
  UNION ALL
  SELECT s.id, path.path || ' / ' || ${stepSql(keys)}
  FROM path JOIN link ON link.parent = path.id JOIN spans AS s ON s.id = link.id
),
child AS (
  SELECT p.id AS parent, max(0, s.start - p.start) AS begun,
         min(p.duration, s.start - p.start + s.duration) AS ended
  FROM link JOIN spans AS s ON s.id = link.id JOIN spans AS p ON p.id = link.parent
),
fresh AS (
  SELECT parent, ended, max(begun, coalesce(max(ended) OVER (
           PARTITION BY parent ORDER BY begun, ended ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS begun
  FROM child
),
covered AS (
  SELECT parent, sum(max(0, ended - begun)) AS seconds FROM fresh GROUP BY parent
)
SELECT path.path, count(*) AS calls, sum(s.duration) AS total,
       sum(max(0, s.duration - coalesce(covered.seconds, 0))) AS self,
       avg(s.duration) AS mean, percentile(s.duration, 95) AS p95
FROM path JOIN spans AS s ON s.id = path.id LEFT JOIN covered ON covered.parent = s.id
WHERE ${whereSql} AND typeof(s.duration) IN ('real', 'integer')
GROUP BY path.path
ORDER BY total DESC`;
}

/** In a recorded run, a span without a link has no parent. */
function linksSql(within: string): string {
  return `  SELECT link.span_id, link.parent_id FROM span_links AS link
  JOIN spans AS s ON s.id = link.span_id JOIN spans AS p ON p.id = link.parent_id
  WHERE link.span_id ${within} AND link.parent_id ${within}`;
}

/** The first span to end that encloses another is its parent. @param also a further condition on both */
function enclosingSql(within: string, also: (alias: string) => string = () => ""): string {
  return `  SELECT s.id, (
    SELECT p.id FROM spans AS p
    WHERE p.id > s.id AND p.id ${within} AND p.duration > 0${also("p")}
          AND p.start <= s.start AND p.start + p.duration >= s.start + s.duration
    ORDER BY p.id LIMIT 1
  ) AS parent
  FROM spans AS s WHERE s.id ${within} AND parent IS NOT NULL${also("s")}`;
}

const isLoose = (alias: string) =>
  ` AND NOT EXISTS (SELECT 1 FROM run_spans AS r WHERE ${alias}.id BETWEEN r.first_span_id AND r.last_span_id)`;

const LINKS: Readonly<Record<ParentSource, (within: string) => string>> = {
  recorded: linksSql,
  containment: (within) => enclosingSql(within),
  both: (within) => `${linksSql(within)}\n  UNION ALL\n${enclosingSql(within, isLoose)}`,
};

function stepSql(keys: readonly string[]): string {
  const values = keys.map(
    (key) => ` || coalesce(' ' || (SELECT value FROM span_tags WHERE span_id = s.id AND key = ${quoteText(key)}), '')`,
  );
  return `CAST(s.name AS TEXT)${values.join("")}`;
}
