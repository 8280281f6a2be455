/** The built-in questions as SQL that a reader can take on from: one look at what a pane shows, and how to change it. */
import type { ValueKind } from "./kind.ts";
import { quoteName, quoteText } from "./quote.ts";
import { type TagAccess, tagBound } from "./tag-range.ts";

/** As many rows as the reader returns of one query. */
const MOST_ROWS = 10_000;
/** SQL beyond this does not fit into an address. */
const MOST_CHARACTERS = 2_000;

export interface TagColumn {
  readonly key: string;
  readonly kind: ValueKind;
  readonly gaps: boolean;
}

const OWN_COLUMNS = new Set(["id", "name", "start", "duration"]);

/** One tag as a column. Numbers as numbers: as text, 9 sorts after 10. */
function tagColumn({ key, kind, gaps }: TagColumn): string {
  const value = kind === "number" ? "CAST(t.value AS NUMERIC)" : "t.value";
  const filled = kind === "number" && gaps ? " AND t.value GLOB '*[0-9]*'" : "";
  return `max(${value}) FILTER (WHERE t.key = ${quoteText(key)}${filled}) AS ${tagAlias(key)}`;
}

function tagAlias(key: string): string {
  return quoteName(OWN_COLUMNS.has(key.toLowerCase()) ? `tag ${key}` : key);
}

interface Written {
  readonly columns: readonly TagColumn[];
  readonly bound: string;
  /** Conditions on the columns, tags among them. */
  readonly having?: readonly string[];
  readonly order?: string;
  readonly limit?: number;
  /** Keys that conditions and order name: these stay, however long the SQL. */
  readonly needed?: ReadonlySet<string>;
}

function withTags(picked: string, { columns, bound, having = [], order, limit, needed }: Written): string {
  const write = (tags: readonly TagColumn[]) => {
    const list = ["s.id", "s.name", "s.start", "s.duration", ...tags.map(tagColumn)].join(",\n       ");
    const join = `\nLEFT JOIN span_tags AS t ON t.span_id = s.id${bound}\nGROUP BY s.id`;
    return [
      `SELECT ${list}\nFROM (${picked}) AS s${tags.length > 0 ? join : ""}`,
      ...(having.length > 0 ? [`HAVING ${having.join(" AND ")}`] : []),
      `ORDER BY ${order ?? "s.id DESC"}`,
      ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
    ].join("\n");
  };
  let tags = distinctAliases(columns);
  while (write(tags).length > MOST_CHARACTERS) {
    const last = tags.findLastIndex(({ key }) => !needed?.has(key));
    if (last < 0) break;
    tags = tags.toSpliced(last, 1);
  }
  return write(tags);
}

/** SQLite's column names do not tell upper from lower case; charts and tables need each once. */
function distinctAliases(columns: readonly TagColumn[]): TagColumn[] {
  const seen = new Set<string>();
  return columns.filter(({ key }) => {
    const name = key.toLowerCase();
    return seen.has(name) ? false : seen.add(name);
  });
}

/** The newest spans, of those that fit a condition on `spans AS s`. `access` is that of the oldest span shown. */
export function newestSql(columns: readonly TagColumn[], limit: number, access: TagAccess, where = ""): string {
  const from = where ? `spans AS s WHERE ${where}` : "spans AS s";
  return withTags(`SELECT s.* FROM ${from} ORDER BY s.id DESC LIMIT ${limit}`, {
    columns,
    bound: tagBound(access, "t"),
  });
}

/** A range of a column: of a tag, or of what every span has. */
export interface ColumnRange {
  readonly tag: string | null;
  readonly column: string;
  readonly low: number;
  readonly high: number;
}

export interface ShownSpans {
  /** The condition on `spans AS s`. */
  readonly where: string;
  readonly columns: readonly TagColumn[];
  readonly access: TagAccess;
  readonly ranges: readonly ColumnRange[];
  readonly sort: { readonly tag: string | null; readonly column: string; readonly desc: boolean };
}

/** The spans of a table: with its tags as columns, in its order, and within the ranges that are selected. */
export function shownSql({ where, columns, access, ranges, sort }: ShownSpans): string {
  // Of equals the first one first, as in the table.
  const order = `${sort.tag === null ? `s.${sort.column}` : tagAlias(sort.tag)} ${sort.desc ? "DESC" : "ASC"}, s.id`;
  const say = ({ tag, column, low, high }: ColumnRange) =>
    `${tag === null ? `s.${column}` : tagAlias(tag)} BETWEEN ${low} AND ${high}`;
  const own = [where, ...ranges.filter(({ tag }) => tag === null).map(say)].join(" AND ");
  const having = ranges.filter(({ tag }) => tag !== null).map(say);
  const needed = new Set([sort.tag, ...ranges.map(({ tag }) => tag)].filter((tag) => tag !== null));
  const from = `SELECT s.* FROM spans AS s WHERE ${own}`;
  const common = { columns, bound: tagBound(access, "t"), order };
  // What tags decide is known only when all are joined.
  if (needed.size > 0) return withTags(from, { ...common, having, limit: MOST_ROWS, needed });
  return withTags(`${from} ORDER BY ${order} LIMIT ${MOST_ROWS}`, common);
}
