/** The paths of both sides of a comparison with their times per run as one query, for users to build on. */
import type { ParentSource } from "../../model/run.ts";
import { pathsSql } from "./paths-sql.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

export interface SidePaths {
  readonly file: "this" | "other";
  readonly spans: Pick<ScopedSpans, "whereSql" | "window">;
  readonly source: ParentSource;
  /** Times are divided by their number. */
  readonly runs: number;
}

/**
 * What changed most comes first. Of sides in two files, only the one in this file: a query reads a single one.
 * @param keys tags that split paths
 */
export function comparedPathsSql(baseline: SidePaths, candidate: SidePaths, keys: readonly string[]): string {
  const ofSide = ({ spans, source, runs }: SidePaths) => {
    const figures = ["calls", "total"].map((figure) => `${figure} / ${runs}.0 AS ${figure}`);
    return `SELECT path, ${figures.join(", ")} FROM (\n${indent(pathsSql(spans, source, keys))}\n)`;
  };
  const own = [baseline, candidate].filter(({ file }) => file === "this");
  if (own.length < 2) {
    const letter = baseline.file === "this" ? "A" : "B";
    return `-- Of side ${letter}, per run: the other is in another file, and a query reads one\n${own.map(ofSide).join("")}`;
  }
  return `WITH a AS (
${indent(ofSide(baseline))}
),
b AS (
${indent(ofSide(candidate))}
)
SELECT coalesce(a.path, b.path) AS path, a.calls AS calls_a, b.calls AS calls_b, a.total AS total_a, b.total AS total_b,
       coalesce(b.total, 0) - coalesce(a.total, 0) AS change
FROM a FULL JOIN b ON b.path = a.path
ORDER BY abs(change) DESC`;
}

function indent(sql: string): string {
  return sql.replace(/^/gm, "  ");
}
