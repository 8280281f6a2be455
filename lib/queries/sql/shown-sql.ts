/**
 * What Explore's table and the span page show, as SQL: tags as columns, sorted, within the selected region of a plot.
 */

import { type TagAccess, tagBound } from "../../columns/tag-range.ts";
import { quoteText } from "../../model/quote.ts";
import type { SpanTree } from "../tree.ts";
import { ERROR_TYPE } from "./error-column.ts";
import { isInherited, MAX_ROWS, type TagColumn, tagAlias, withTags } from "./typed-sql.ts";

/** A column of the result: a tag, own or inherited, or a property of every span. */
export interface ShownColumn {
  readonly tag: string | null;
  /** The name of the spans a tag is inherited from, else null. */
  readonly from: string | null;
  readonly column: string;
}

export interface ColumnRange extends ShownColumn {
  readonly low: number;
  readonly high: number;
}

/** A hand-drawn polygon over two columns. */
export interface Outline {
  readonly x: OutlineAxis;
  readonly y: OutlineAxis;
  /** x and y alternating. */
  readonly corners: readonly number[];
}

export interface OutlineAxis extends ShownColumn {
  /** Whether edges are straight in the logarithm. */
  readonly log: boolean;
  /** The zero of the corners' coordinates. */
  readonly origin: number;
}

export interface ShownSpans {
  /** The condition on `spans AS s`. */
  readonly where: string;
  readonly columns: readonly TagColumn[];
  /** Whether the type of the span's error is a column too. */
  readonly error?: boolean | undefined;
  readonly access: TagAccess;
  readonly ranges: readonly ColumnRange[];
  readonly outline?: Outline | undefined;
  readonly sort: ShownColumn & { readonly desc: boolean };
  /** Whether the file records parents; otherwise they are derived from containment. */
  readonly linked: boolean;
}

export function shownSql(shown: ShownSpans): string {
  const { where, columns, error = false, access, ranges, outline, sort } = shown;
  const numberOf = numbersOf(columns);
  // Ties by id, as in the table.
  const order = `ORDER BY ${numberOf(sort)} ${sort.desc ? "DESC" : "ASC"} NULLS LAST, s.id`;
  const own = [where, ...ranges.filter(({ tag }) => tag === null).map((range) => rangeSql(range, numberOf))].join(
    " AND ",
  );
  const having = ranges.filter(({ tag }) => tag !== null).map((range) => rangeSql(range, numberOf));
  const asked = [sort, ...ranges, ...(outline ? [outline.x, outline.y] : [])].filter(({ tag }) => tag !== null);
  const needed = new Set(asked.map(nameOf));
  const inherited = columns.filter(isInherited);
  const picked = `SELECT s.* FROM spans AS s WHERE ${own}`;
  const common = { columns, error, bound: tagBound(access, "t"), having, needed };
  // Conditions on tags can only be evaluated after the join; without any, limit before it.
  if (needed.size === 0 && !outline) return `${withTags(`(${picked} ${order} LIMIT ${MAX_ROWS})`, common)}\n${order}`;
  const parts = [
    ...(inherited.length > 0 ? [`picked AS (\n  ${picked}\n)`, ...inheritedSql(inherited, shown)] : []),
    ...(outline ? edgesSql(outline) : []),
  ];
  const from = inherited.length > 0 ? "picked" : `(${picked})`;
  const lines = [
    ...(parts.length > 0 ? [`WITH RECURSIVE ${parts.join(", ")}`] : []),
    ...(outline
      ? [`SELECT s.* FROM (\n${withTags(from, common)}\n) AS s`, `WHERE ${insideSql(outline, numberOf)}`]
      : [withTags(from, common)]),
    order,
    `LIMIT ${MAX_ROWS}`,
  ];
  return lines.join("\n");
}

function nameOf({ tag, from, column }: ShownColumn): string {
  if (tag === null) return column === "error" ? ERROR_TYPE : `s.${column}`;
  return tagAlias(tag, from);
}

type NumberOf = (column: ShownColumn, alias?: string) => string;

/** SQL for a column as a number to calculate with; inexact numbers are texts in the result. */
function numbersOf(columns: readonly TagColumn[]): NumberOf {
  const texts = new Set(
    columns.filter(({ kind, exact }) => kind === "number" && !exact).map(({ key, from }) => tagAlias(key, from)),
  );
  return (column, alias = "") => {
    const name = nameOf(column);
    if (column.tag === null) return name;
    return texts.has(name) ? `CAST(${alias}${name} AS REAL)` : `${alias}${name}`;
  };
}

function rangeSql(range: ColumnRange, numberOf: NumberOf): string {
  return `${numberOf(range)} BETWEEN ${range.low} AND ${range.high}`;
}

/** The value of a key on the nearest ancestor. Spans end after their children, so their ids are higher. */
function inheritedSql(columns: readonly TagColumn[], { access, linked }: ShownSpans): string[] {
  const keys = [...new Set(columns.map(({ key }) => quoteText(key)))].join(", ");
  const tags = `JOIN span_tags AS t ON t.span_id = p.id AND t.key IN (${keys})${tagBound(access, "t")}`;
  if (!linked)
    return [
      `inherited AS (
  SELECT s.id, t.key, t.value, p.name, min(p.id)
  FROM picked AS s
  JOIN spans AS p ON p.id > s.id AND p.start <= s.start AND p.duration > 0
       AND p.start + p.duration >= s.start + s.duration
  ${tags}
  GROUP BY s.id, t.key
)`,
    ];
  return [
    `above(id, around) AS (
  SELECT link.span_id, link.parent_id
  FROM picked AS s JOIN span_links AS link ON link.span_id = s.id
  UNION
  SELECT above.id, link.parent_id
  FROM above JOIN span_links AS link ON link.span_id = above.around
)`,
    `inherited AS (
  SELECT above.id, t.key, t.value, p.name, min(p.id)
  FROM above JOIN spans AS p ON p.id = above.around
  ${tags}
  GROUP BY above.id, t.key
)`,
  ];
}

const DIGITS = 9;
/** SQL has no literal for infinity. */
const BEYOND = "9e999";

function edgesSql({ x, y, corners }: Outline): string[] {
  const straighten = (value: number, { log }: OutlineAxis) =>
    String(Number((log ? Math.log(value) : value).toPrecision(DIGITS))).replace("Infinity", BEYOND);
  const count = corners.length / 2;
  const rows = Array.from({ length: count }, (_, i) => {
    const [left, up] = [corners[2 * i] ?? 0, corners[2 * i + 1] ?? 0];
    return `(${i}, ${straighten(left, x)}, ${straighten(up, y)})`;
  });
  return [
    `corner(i, x, y) AS (\n  VALUES ${rows.join(", ")}\n)`,
    `edge(ax, ay, bx, by) AS MATERIALIZED (
  SELECT a.x, a.y, b.x, b.y FROM corner AS a JOIN corner AS b ON b.i = (a.i + 1) % ${count}
)`,
  ];
}

/** Even–odd rule: a point is inside if a ray from it crosses an odd number of edges. */
function insideSql({ x, y }: Outline, numberOf: NumberOf): string {
  const coordinate = (axis: OutlineAxis) => {
    const value = numberOf(axis, "s.");
    return axis.log ? `ln(${value})` : axis.origin === 0 ? value : `(${value} - ${axis.origin})`;
  };
  const [across, up] = [coordinate(x), coordinate(y)];
  return `(
  SELECT count(*) FROM edge AS e
  WHERE (e.ay > ${up}) <> (e.by > ${up})
        AND ${across} < (e.bx - e.ax) * (${up} - e.ay) / (e.by - e.ay) + e.ax
) % 2 = 1`;
}

type Place = Pick<SpanTree, "rootId" | "source" | "firstId" | "lastId">;

/** The spans of a tree by start. */
export function treeSql(tree: Place): string {
  const { rootId, source, firstId, lastId } = tree;
  if (source === "containment") {
    return `SELECT s.id, s.name, s.start, s.duration
FROM spans AS root JOIN spans AS s ON s.start >= root.start AND s.start + s.duration <= root.start + root.duration
WHERE root.id = ${rootId} AND s.id BETWEEN ${firstId} AND ${lastId}
ORDER BY s.start, s.id DESC`;
  }
  return `${treeTable(tree)}
SELECT s.id, tree.level, s.name, s.start, s.duration
FROM tree JOIN spans AS s ON s.id = tree.id
ORDER BY s.start, tree.level`;
}

/** Count and total of each name in a tree. Self time is computed from the rows, not in SQL. */
export function treeNamesSql(tree: Place): string {
  const { rootId, source, firstId, lastId } = tree;
  const figures = "SELECT s.name, count(*) AS count, sum(s.duration) AS total";
  const rest = "GROUP BY s.name\nORDER BY total DESC";
  if (source !== "containment")
    return `${treeTable(tree)}\n${figures}\nFROM tree JOIN spans AS s ON s.id = tree.id\n${rest}`;
  return `${figures}
FROM spans AS root JOIN spans AS s ON s.start >= root.start AND s.start + s.duration <= root.start + root.duration
WHERE root.id = ${rootId} AND s.id BETWEEN ${firstId} AND ${lastId}
${rest}`;
}

function treeTable({ rootId, firstId, lastId }: Place): string {
  return `WITH RECURSIVE tree (id, level) AS (
  SELECT ${rootId}, 0
  UNION
  SELECT link.span_id, tree.level + 1
  FROM tree JOIN span_links AS link ON link.parent_id = tree.id AND link.span_id BETWEEN ${firstId} AND ${lastId}
    AND link.span_id <> ${rootId}
)`;
}
