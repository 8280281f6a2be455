/** Spans with their tags as columns, as SQL that a reader can take on from. */

import { type TagAccess, tagBound } from "../../columns/tag-range.ts";
import type { ValueKind } from "../../model/kinds.ts";
import { quoteName, quoteText } from "../../model/quote.ts";

/** As many rows as the reader returns of one query. */
export const MOST_ROWS = 10_000;
/** SQL much beyond this does not fit into an address. */
const MOST_CHARACTERS = 1_950;

export interface TagColumn {
  readonly key: string;
  readonly kind: ValueKind;
  readonly gaps: boolean;
  /** Of numbers: whether they come back letter for letter. Else the column holds their texts. */
  readonly exact: boolean;
  /** The name of the spans that it is inherited from; it must be joined as `inherited AS i` then. */
  readonly from?: string | null;
}

const OWN_COLUMNS = new Set(["id", "name", "start", "duration"]);

/** One tag as a column. Numbers as numbers, where nothing is lost: as text, 9 sorts after 10. */
function tagColumn({ key, kind, gaps, exact, from = null }: TagColumn): string {
  const row = from === null ? "t" : "i";
  const value = kind === "number" && exact ? `CAST(${row}.value AS NUMERIC)` : `${row}.value`;
  const filled = kind === "number" && gaps ? ` AND ${row}.value GLOB '*[0-9]*'` : "";
  const carried = from === null ? "" : ` AND i.name = ${quoteText(from)}`;
  return `max(${value}) FILTER (WHERE ${row}.key = ${quoteText(key)}${carried}${filled}) AS ${tagAlias(key, from)}`;
}

/** The name of its column. */
export function tagAlias(key: string, from: string | null = null): string {
  if (from !== null) return quoteName(`${key} ↑ ${from}`);
  return quoteName(OWN_COLUMNS.has(key.toLowerCase()) ? `tag ${key}` : key);
}

interface Written {
  readonly columns: readonly TagColumn[];
  /** On `span_tags AS t`, where older rows can be spared. */
  readonly bound: string;
  /** Conditions on the columns, tags among them. */
  readonly having?: readonly string[];
  /** Aliases of tags that conditions and order name: these stay, however long the SQL. */
  readonly needed?: ReadonlySet<string>;
}

/** @param from spans, as SQL has them after FROM */
export function withTags(from: string, { columns, bound, having = [], needed }: Written): string {
  const write = (tags: readonly TagColumn[]) => {
    const list = ["s.id", "s.name", "s.start", "s.duration", ...tags.map(tagColumn)].join(",\n       ");
    const inherited = tags.some((tag) => tag.from) ? "\nLEFT JOIN inherited AS i ON i.id = s.id" : "";
    const join = `\nLEFT JOIN span_tags AS t ON t.span_id = s.id${bound}${inherited}\nGROUP BY s.id`;
    return [
      `SELECT ${list}\nFROM ${from} AS s${tags.length > 0 ? join : ""}`,
      ...(having.length > 0 ? [`HAVING ${having.join(" AND ")}`] : []),
    ].join("\n");
  };
  let tags = distinctAliases(columns);
  while (write(tags).length > MOST_CHARACTERS) {
    const last = tags.findLastIndex(({ key, from }) => !needed?.has(tagAlias(key, from)));
    if (last < 0) break;
    tags = tags.toSpliced(last, 1);
  }
  return write(tags);
}

/** SQLite's column names do not tell upper from lower case; charts and tables need each once. */
function distinctAliases(columns: readonly TagColumn[]): TagColumn[] {
  const seen = new Set<string>();
  return columns.filter(({ key, from }) => {
    const name = tagAlias(key, from).toLowerCase();
    return seen.has(name) ? false : seen.add(name);
  });
}

/** The newest spans, of those that fit a condition on `spans AS s`. `access` is that of the oldest span shown. */
export function newestSql(columns: readonly TagColumn[], limit: number, access: TagAccess, where = ""): string {
  const from = where ? `spans AS s WHERE ${where}` : "spans AS s";
  const picked = `(SELECT s.* FROM ${from} ORDER BY s.id DESC LIMIT ${limit})`;
  return `${withTags(picked, { columns, bound: tagBound(access, "t") })}\nORDER BY s.id DESC`;
}
