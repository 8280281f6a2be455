/** SQL for spans with their tags as columns, for users to build on. */

import { type TagAccess, tagBound } from "../../columns/tag-range.ts";
import type { ValueKind } from "../../model/kinds.ts";
import { quoteName, quoteText } from "../../model/quote.ts";
import { PARAMETER, RUN_NAME } from "../../model/run-tags.ts";
import { ERROR_TYPE } from "./error-column.ts";

/** The row limit of the reader. */
export const MAX_ROWS = 10_000;
/** Longer SQL does not fit into an address. */
const MAX_CHARACTERS = 1_950;

export interface TagColumn {
  readonly key: string;
  readonly kind: ValueKind;
  readonly gaps: boolean;
  /** Whether all numbers print exactly as their texts; otherwise the column holds the texts. */
  readonly exact: boolean;
  /** The name of the spans it is inherited from; requires a table `inherited AS i`. */
  readonly from?: string | null;
}

const OWN_COLUMNS = new Set(["id", "name", "start", "duration", "error"]);

/** One tag as a column. Numbers are cast if that is lossless: as text, 9 sorts after 10. */
function tagColumn({ key, kind, gaps, exact, from = null }: TagColumn): string {
  if (from === RUN_NAME) return runColumn(key, kind === "number" && exact);
  const row = from === null ? "t" : "i";
  const value = kind === "number" && exact ? `CAST(${row}.value AS NUMERIC)` : `${row}.value`;
  const filled = kind === "number" && gaps ? ` AND ${row}.value GLOB '*[0-9]*'` : "";
  const carried = from === null ? "" : ` AND i.name = ${quoteText(from)}`;
  return `max(${value}) FILTER (WHERE ${row}.key = ${quoteText(key)}${carried}${filled}) AS ${tagAlias(key, from)}`;
}

/** A parameter of the span's run as a column. */
function runColumn(key: string, isNumber: boolean): string {
  const value = isNumber ? "CAST(said.value AS NUMERIC)" : "said.value";
  return `(SELECT ${value} FROM run_spans AS r JOIN run_tags AS said ON said.run_id = r.run_id
        WHERE s.id BETWEEN r.first_span_id AND r.last_span_id AND said.key = ${quoteText(PARAMETER + key)}) AS ${tagAlias(key, RUN_NAME)}`;
}

/** Whether a column needs the table of inherited tags. */
export function isInherited({ from }: Pick<TagColumn, "from">): boolean {
  return Boolean(from) && from !== RUN_NAME;
}

/** The name of its column. */
export function tagAlias(key: string, from: string | null = null): string {
  if (from !== null) return quoteName(`${key} ↑ ${from}`);
  return quoteName(OWN_COLUMNS.has(key.toLowerCase()) ? `tag ${key}` : key);
}

interface Written {
  readonly columns: readonly TagColumn[];
  /** Whether the type of the span's error is a column too. */
  readonly error?: boolean;
  /** A condition on `span_tags AS t` that skips older rows. */
  readonly bound: string;
  /** Conditions on the columns, including tags. */
  readonly having?: readonly string[];
  /** Aliases used in conditions and ORDER BY: kept, however long the SQL gets. */
  readonly needed?: ReadonlySet<string>;
}

/** @param from what follows FROM */
export function withTags(from: string, { columns, error = false, bound, having = [], needed }: Written): string {
  const format = (tags: readonly TagColumn[]) => {
    const own = ["s.id", "s.name", "s.start", "s.duration", ...(error ? [`${ERROR_TYPE} AS error`] : [])];
    const list = [...own, ...tags.map(tagColumn)].join(",\n       ");
    const inherited = tags.some(isInherited) ? "\nLEFT JOIN inherited AS i ON i.id = s.id" : "";
    const join = `\nLEFT JOIN span_tags AS t ON t.span_id = s.id${bound}${inherited}\nGROUP BY s.id`;
    return [
      `SELECT ${list}\nFROM ${from} AS s${tags.length > 0 ? join : ""}`,
      ...(having.length > 0 ? [`HAVING ${having.join(" AND ")}`] : []),
    ].join("\n");
  };
  let tags = distinctAliases(columns);
  while (format(tags).length > MAX_CHARACTERS) {
    const last = tags.findLastIndex(({ key, from }) => !needed?.has(tagAlias(key, from)));
    if (last < 0) break;
    tags = tags.toSpliced(last, 1);
  }
  return format(tags);
}

/** SQLite's column names are case-insensitive; charts and tables need each once. */
function distinctAliases(columns: readonly TagColumn[]): TagColumn[] {
  const seen = new Set<string>();
  return columns.filter(({ key, from }) => {
    const name = tagAlias(key, from).toLowerCase();
    return seen.has(name) ? false : seen.add(name);
  });
}

/** The newest spans that match a condition on `spans AS s`. @param access of the oldest span shown */
export function newestSql(columns: readonly TagColumn[], limit: number, access: TagAccess, where = ""): string {
  const from = where ? `spans AS s WHERE ${where}` : "spans AS s";
  const picked = `(SELECT s.* FROM ${from} ORDER BY s.id DESC LIMIT ${limit})`;
  return `${withTags(picked, { columns, bound: tagBound(access, "t") })}\nORDER BY s.id DESC`;
}
