/** A tag filter as a condition on `spans AS s`. */
import type { Connection } from "../driver.ts";
import type { TagFilter } from "../scope.ts";
import { findTagAccess, tagBound } from "./tag-range.ts";
import type { SpanWindow } from "./window.ts";

export interface TagCondition {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
}

/** The ids come from one pass over the window's tags, so that files without an index answer too. */
export function tagCondition(db: Connection, window: SpanWindow, { key, operator, value }: TagFilter): TagCondition {
  const bound = tagBound(findTagAccess(db, window.firstId), "t");
  const ids = (test: string) =>
    `(SELECT t.span_id FROM span_tags AS t WHERE t.key = ? AND ${test}${bound} AND t.span_id >= ${window.firstId})`;
  if (operator === "=") return { where: `s.id IN ${ids("t.value = ?")}`, parameters: [key, value] };
  if (operator === "!=") return { where: `s.id NOT IN ${ids("t.value = ?")}`, parameters: [key, value] };
  const test = `t.value GLOB '*[0-9]*' AND CAST(t.value AS REAL) ${operator} ?`;
  return { where: `s.id IN ${ids(test)}`, parameters: [key, Number(value)] };
}
