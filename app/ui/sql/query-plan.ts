/** Describes SQLite's plan for a query in plain words. */
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { Cell } from "../../../lib/model/outcome.ts";

export interface PlanStep {
  readonly id: number;
  readonly words: string;
  /** SQLite's own wording. */
  readonly detail: string;
  /** Why this step is slow, if it is. */
  readonly warning: string | null;
  readonly steps: readonly PlanStep[];
}

/** Scanning more rows than this deserves a warning: it takes about 10 ms. */
const BIG = 50_000;

/** @param sizes row counts of the file's tables, by lower-case name */
export function describePlan(
  rows: readonly (readonly Cell[])[],
  sql: string,
  sizes: ReadonlyMap<string, number>,
): PlanStep[] {
  const aliases = findAliases(sql);
  const stops = canStopEarly(sql, rows);
  const inside = (parent: number, repeated: boolean): PlanStep[] => {
    let loops = 0;
    return rows
      .filter((row) => row[1] === parent)
      .map((row) => {
        const [id, detail] = [Number(row[0]), String(row[3])];
        const reads = /^(SCAN|SEARCH) (?!CONSTANT)/.test(detail);
        // What follows a scan is repeated for each of its rows.
        const again = repeated || (reads && loops > 0);
        if (reads) loops++;
        const steps = inside(id, again || /^CORRELATED/.test(detail));
        return {
          id,
          detail,
          steps,
          ...describeStep(
            detail,
            { again, inner: loops > 1 && reads, stops: stops && parent === 0 && loops === 1 },
            aliases,
            sizes,
          ),
        };
      });
  };
  return inside(0, false);
}

/** `spans AS s`, `span_tags t`: maps aliases to tables. */
function findAliases(sql: string): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const [, table = "", alias = ""] of sql.matchAll(/\b(?:from|join|,)\s+"?(\w+)"?\s+(?:as\s+)?"?(\w+)"?/gi))
    aliases.set(alias.toLowerCase(), table);
  return aliases;
}

type Said = Pick<PlanStep, "words" | "warning">;

/** With a LIMIT, and nothing to sort or aggregate first, the remaining rows are not read. */
function canStopEarly(sql: string, rows: readonly (readonly Cell[])[]): boolean {
  const waits = rows.some((row) => /^USE TEMP B-TREE|^MERGE|^COMPOUND/.test(String(row[3])));
  return !waits && /\blimit\b/i.test(sql) && !/\b(count|sum|avg|total|min|max|median|percentile)\s*\(/i.test(sql);
}

interface Place {
  /** Repeated, at some level, for each row of another table. */
  readonly again: boolean;
  /** Nested in the loop over the preceding table. */
  readonly inner: boolean;
  readonly stops: boolean;
}

function describeStep(
  detail: string,
  { again, inner, stops }: Place,
  aliases: ReadonlyMap<string, string>,
  sizes: ReadonlyMap<string, number>,
): Said {
  const read = /^(SCAN|SEARCH) (\S+)(?: (?:USING )?(.*))?$/.exec(detail);
  if (!read) return { words: describeOther(detail), warning: null };
  const [, verb, short = "", how = ""] = read;
  const size = sizes.get(short.toLowerCase()) ?? sizes.get(aliases.get(short.toLowerCase())?.toLowerCase() ?? "");
  const table = aliases.get(short.toLowerCase()) ?? short;
  const each = inner ? "For each of these: " : "";
  if (short === "CONSTANT") return { words: "One row, from no table", warning: null };
  if (verb === "SEARCH") return { words: capital(`${each}${describeSearch(table, how)}`), warning: null };
  if (stops && size !== undefined) {
    return { words: `Reads ${table} until there are enough rows, at most all ${formatCount(size)}`, warning: null };
  }
  const words = `${each}reads ${size === undefined ? table : `all ${formatCounted(size, "row")} of ${table}`}${/INDEX/.test(how) ? ", from an index" : ""}`;
  return { words: capital(words), warning: warnOfScan(size, again) };
}

function warnOfScan(size: number | undefined, again: boolean): string | null {
  if (size === undefined || size < BIG) return null;
  if (again) return "All of a large table, once for each row: this is what takes long.";
  return "All of a large table. Limit the range of ids to read less: ids follow time.";
}

function describeSearch(table: string, how: string): string {
  const by = /\((.*?)\)/.exec(how)?.[1] ?? "";
  const range = /[<>]/.test(by);
  if (how.startsWith("AUTOMATIC"))
    return `makes an index of ${table} for this query alone, and finds rows by ${columnsOf(by)}`;
  if (how.startsWith("INTEGER PRIMARY KEY"))
    return range ? `reads a range of ids of ${table}` : `finds rows of ${table} by id`;
  const index = /INDEX (\S+)/.exec(how)?.[1];
  return `${range ? `reads a range of ${table}` : `finds rows of ${table}`} by ${columnsOf(by)}${index ? ` (index ${index})` : ""}`;
}

/** `span_id=? AND key>?` as `span_id, key`. */
function columnsOf(conditions: string): string {
  return [...new Set(conditions.split(" AND ").map((part) => part.replace(/[<>=].*$/, "").trim()))].join(", ");
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^USE TEMP B-TREE FOR (?:LAST .*TERMS? OF )?ORDER BY/, "Sorts the rows"],
  [/^USE TEMP B-TREE FOR GROUP BY/, "Sorts the rows into groups"],
  [/^USE TEMP B-TREE FOR (?:DISTINCT|count\(DISTINCT\))/, "Drops repeated rows"],
  [/^USE TEMP B-TREE FOR (.*)/, "Sorts for $1"],
  [/^MATERIALIZE (.*)/, "Works out $1 first, as a table"],
  [/^CO-ROUTINE (.*)/, "Works out $1, row by row"],
  [/^CORRELATED SCALAR SUBQUERY (\d+)/, "For each row: asks subquery $1 again"],
  [/^SCALAR SUBQUERY (\d+)/, "Asks subquery $1 once, for one value"],
  [/^CORRELATED LIST SUBQUERY (\d+)/, "For each row: asks subquery $1 again, for a list"],
  [/^REUSE (?:LIST|SCALAR) SUBQUERY (\d+)/, "Uses the answer of subquery $1 again"],
  [/^LIST SUBQUERY (\d+)/, "Asks subquery $1 once, for a list"],
  [/^MULTI-INDEX OR/, "Each side of OR by itself"],
  [/^INDEX (\d+)/, "Side $1"],
  [/^MERGE \((.*)\)/, "Merges two queries ($1)"],
  [/^COMPOUND QUERY/, "Several queries, one after the other"],
  [/^LEFT-MOST SUBQUERY/, "The first"],
  [/^(UNION.*|EXCEPT|INTERSECT)/, "Then the next ($1)"],
  [/^LEFT$/, "The first"],
  [/^RIGHT$/, "The second"],
  [/^SETUP$/, "Begins with"],
  [/^RECURSIVE STEP$/, "Then again and again"],
  [/^BLOOM FILTER ON (\S+)/, "Notes which rows of $1 can be left out"],
];

function describeOther(detail: string): string {
  const known = OTHERS.find(([pattern]) => pattern.test(detail));
  return known ? detail.replace(new RegExp(`${known[0].source}.*$`), known[1]) : detail;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
