/** The tree of a span as SQL that people read and edit. */
import type { SpanTree } from "../tree.ts";

type Place = Pick<SpanTree, "rootId" | "source" | "firstId" | "lastId">;

/** Its spans in the order of their starts. */
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

/** Count and total of each name in it. Self time is reckoned from the rows of the tree. */
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
