/** The SQL behind a comparison, for users to read and edit. */
import { quoteText } from "../../model/quote.ts";

export interface ComparedSide {
  readonly file: "this" | "other";
  readonly fileName: string | null;
  /** The condition on `spans AS s`. */
  readonly whereSql: string;
}

/**
 * The spans of both sides, told apart by the letters on screen, without a side in the other file: a query reads a
 * single file.
 */
function bothSides(baseline: ComparedSide, candidate: ComparedSide, columns: string): string {
  const parts = [
    ["A", baseline],
    ["B", candidate],
  ] as const;
  return parts
    .filter(([, side]) => side.file === "this")
    .map(([letter, side]) => `SELECT '${letter}' AS side, ${columns}\n  FROM spans AS s WHERE ${side.whereSql}`)
    .join("\n  UNION ALL\n  ");
}

function note(baseline: ComparedSide, candidate: ComparedSide): string {
  const other = [baseline, candidate].find((side) => side.file === "other");
  return other ? `-- ${other.fileName?.replace(/\s+/g, " ")} is another file: a query reads one\n` : "";
}

function ofName(side: ComparedSide, name: string): ComparedSide {
  return { ...side, whereSql: `${side.whereSql} AND s.name = ${quoteText(name)}` };
}

/** The table of names. */
export function compareSql(baseline: ComparedSide, candidate: ComparedSide): string {
  const letters = [baseline, candidate].flatMap((side, index) =>
    side.file === "this" ? [index === 0 ? "A" : "B"] : [],
  );
  const figures = ["count(*)", "percentile(duration, 50)", "percentile(duration, 95)", "sum(duration)"];
  const names = ["calls", "p50", "p95", "total"];
  const columns = figures.flatMap((figure, index) =>
    letters.map((letter) => `${figure} FILTER (WHERE side = '${letter}') AS ${names[index]}_${letter.toLowerCase()}`),
  );
  return `${note(baseline, candidate)}SELECT name,\n       ${columns.join(",\n       ")}\nFROM (\n  ${bothSides(baseline, candidate, "s.name, s.duration")}\n)\nGROUP BY name\nORDER BY ${letters.map((letter) => `total_${letter.toLowerCase()}`).join(" + ")} DESC`;
}

/** The durations of one name. */
export function compareNameSql(baseline: ComparedSide, candidate: ComparedSide, name: string): string {
  return `${note(baseline, candidate)}SELECT side, id, start, duration\nFROM (\n  ${bothSides(ofName(baseline, name), ofName(candidate, name), "s.id, s.start, s.duration")}\n)\nORDER BY duration DESC`;
}

/** One name, grouped by the values of one of its own tags. */
export function compareTagSql(baseline: ComparedSide, candidate: ComparedSide, name: string, key: string): string {
  return `${note(baseline, candidate)}SELECT t.value AS ${JSON.stringify(key.replaceAll('"', ""))}, side, count(*) AS calls,
       percentile(duration, 50) AS p50, sum(duration) AS total
FROM (
  ${bothSides(ofName(baseline, name), ofName(candidate, name), "s.id, s.duration")}
) AS both
LEFT JOIN span_tags AS t ON t.span_id = both.id AND t.key = ${quoteText(key)}
GROUP BY 1, 2
ORDER BY 1, 2`;
}
