/** The SQL behind a comparison, for users to read and edit. */
import { quoteText } from "../../model/quote.ts";

export interface ComparedSide {
  readonly file: "this" | "other";
  readonly fileName: string | null;
  /** The condition on `spans AS s`. */
  readonly whereSql: string;
}

/** A union of both sides, without one in the other file: a query reads a single file. */
function bothSides(a: ComparedSide, b: ComparedSide, columns: string): string {
  const parts = [
    ["A", a],
    ["B", b],
  ] as const;
  return parts
    .filter(([, side]) => side.file === "this")
    .map(([letter, side]) => `SELECT '${letter}' AS side, ${columns}\n  FROM spans AS s WHERE ${side.whereSql}`)
    .join("\n  UNION ALL\n  ");
}

function note(a: ComparedSide, b: ComparedSide): string {
  const other = [a, b].find((side) => side.file === "other");
  return other ? `-- ${other.fileName?.replace(/\s+/g, " ")} is another file: a query reads one\n` : "";
}

/** The table of names. */
export function compareSql(a: ComparedSide, b: ComparedSide): string {
  const letters = [a, b].flatMap((side, place) => (side.file === "this" ? [place === 0 ? "A" : "B"] : []));
  const figures = ["count(*)", "percentile(duration, 50)", "percentile(duration, 95)", "sum(duration)"];
  const names = ["calls", "p50", "p95", "total"];
  const columns = figures.flatMap((figure, place) =>
    letters.map((letter) => `${figure} FILTER (WHERE side = '${letter}') AS ${names[place]}_${letter.toLowerCase()}`),
  );
  return `${note(a, b)}SELECT name,\n       ${columns.join(",\n       ")}\nFROM (\n  ${bothSides(a, b, "s.name, s.duration")}\n)\nGROUP BY name\nORDER BY ${letters.map((letter) => `total_${letter.toLowerCase()}`).join(" + ")} DESC`;
}

/** The durations of one name. */
export function compareNameSql(a: ComparedSide, b: ComparedSide, name: string): string {
  const named = [a, b].map((side) => ({ ...side, whereSql: `${side.whereSql} AND s.name = ${quoteText(name)}` }));
  const [left = a, right = b] = named;
  return `${note(a, b)}SELECT side, id, start, duration\nFROM (\n  ${bothSides(left, right, "s.id, s.start, s.duration")}\n)\nORDER BY duration DESC`;
}

/** One name, grouped by the values of one of its own tags. */
export function compareTagSql(a: ComparedSide, b: ComparedSide, name: string, key: string): string {
  const named = [a, b].map((side) => ({ ...side, whereSql: `${side.whereSql} AND s.name = ${quoteText(name)}` }));
  const [left = a, right = b] = named;
  return `${note(a, b)}SELECT t.value AS ${JSON.stringify(key.replaceAll('"', ""))}, side, count(*) AS calls,
       percentile(duration, 50) AS p50, sum(duration) AS total
FROM (
  ${bothSides(left, right, "s.id, s.duration")}
) AS both
LEFT JOIN span_tags AS t ON t.span_id = both.id AND t.key = ${quoteText(key)}
GROUP BY 1, 2
ORDER BY 1, 2`;
}
