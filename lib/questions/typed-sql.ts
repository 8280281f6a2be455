/** The built-in questions as SQL that a reader can take on from: one look at what a pane shows, and how to change it. */
import type { ValueKind } from "./kind.ts";
import { quoteName, quoteText } from "./quote.ts";
import { type TagAccess, tagBound } from "./tag-range.ts";
import { isCut, type SpanWindow } from "./window.ts";

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
  const alias = quoteName(OWN_COLUMNS.has(key.toLowerCase()) ? `tag ${key}` : key);
  return `max(${value}) FILTER (WHERE t.key = ${quoteText(key)}${filled}) AS ${alias}`;
}

function withTags(picked: string, columns: readonly TagColumn[], bound: string): string {
  const write = (tags: readonly TagColumn[]) => {
    const list = ["s.id", "s.name", "s.start", "s.duration", ...tags.map(tagColumn)].join(",\n       ");
    if (tags.length === 0) return `SELECT ${list}\nFROM (${picked}) AS s\nORDER BY s.id DESC`;
    return `SELECT ${list}\nFROM (${picked}) AS s\nLEFT JOIN span_tags AS t ON t.span_id = s.id${bound}\nGROUP BY s.id\nORDER BY s.id DESC`;
  };
  let tags = distinctAliases(columns);
  while (tags.length > 0 && write(tags).length > MOST_CHARACTERS) tags = tags.slice(0, -1);
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

function fromWindow(window: SpanWindow): string {
  return isCut(window) ? `id >= ${window.firstId}` : "";
}

/** The newest spans of one name, with its tags as columns. `access` is that of the window. */
export function nameSql(name: string, columns: readonly TagColumn[], window: SpanWindow, access: TagAccess): string {
  const where = [`name = ${quoteText(name)}`, fromWindow(window)].filter(Boolean).join(" AND ");
  const picked = `SELECT * FROM spans WHERE ${where} ORDER BY id DESC LIMIT ${MOST_ROWS}`;
  return withTags(picked, columns, isCut(window) ? tagBound(access, "t") : "");
}

/** The newest spans, of those that fit a condition on `spans AS s`. `access` is that of the oldest span shown. */
export function newestSql(columns: readonly TagColumn[], limit: number, access: TagAccess, where = ""): string {
  const from = where ? `spans AS s WHERE ${where}` : "spans AS s";
  return withTags(`SELECT s.* FROM ${from} ORDER BY s.id DESC LIMIT ${limit}`, columns, tagBound(access, "t"));
}

/** The table of span names. */
export function namesSql(window: SpanWindow): string {
  const where = fromWindow(window);
  return `SELECT name, count(*) AS count, sum(duration) AS total, avg(duration) AS mean,
       percentile(duration, 50) AS p50, percentile(duration, 95) AS p95,
       percentile(duration, 99) AS p99, max(duration) AS max
FROM spans${where ? `\nWHERE ${where}` : ""}
GROUP BY name
ORDER BY total DESC`;
}
