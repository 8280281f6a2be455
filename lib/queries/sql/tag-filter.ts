/**
 * A tag filter as a condition on `spans AS s`. Spans inherit the tag from their nearest ancestor: a filter
 * `cache = cold` also selects the calls inside spans with that tag.
 */

import { keepSpans } from "../../columns/kept-spans.ts";
import { BLOCK_SPANS, BLOCKS, planBlocks } from "../../columns/sample-blocks.ts";
import type { ColumnSource } from "../../columns/span-range.ts";
import { findTagMatches, spellingsOf } from "../../columns/tag-matches.ts";
import { quoteText } from "../../model/quote.ts";
import type { SpanWindow } from "../../model/run.ts";
import type { TagFilter } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";

export interface TagCondition {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
}

/** The parts of a page use the same filters in turn. */
const MAX_CACHED = 4;
const conditions = new Map<string, TagCondition>();
const texts = new Map<string, string>();

/** Reads the spans of the window and their parents, 0.3 s per 100,000 on a slow core. */
export function tagCondition(db: Connection, window: SpanWindow, filter: TagFilter): TagCondition {
  return remember(conditions, keyOf(db, window, filter), () => {
    const { firstId, lastId, count } = window;
    const spans = keepSpans(db, { firstId, lastId, count, blocks: null });
    const { matches } = findTagMatches(db, spans, filter);
    const picked = spans.ids.filter((_, place) => matches[place] === 1);
    return { where: "s.id IN (SELECT value FROM json_each(?))", parameters: [`[${picked.join()}]`] };
  });
}

/** The same for users to read and edit, without the list of ids. Whether tags are inherited, a sample tells. */
export function showTagFilter(db: Connection, source: ColumnSource, filter: TagFilter): string {
  return remember(texts, keyOf(db, source.window, filter), () => {
    const { firstId, lastId, count } = source.window;
    const blocks = planBlocks(source.filter.ranges ?? [source.window], count);
    const spans = keepSpans(db, { firstId, lastId, blocks, count: blocks ? BLOCKS * BLOCK_SPANS : count });
    return showCondition(filter, findTagMatches(db, spans, filter).inherited);
  });
}

function keyOf(db: Connection, window: SpanWindow, filter: TagFilter): string {
  const lastTag = db.prepare<[], number | null>("SELECT max(id) FROM span_tags").pluck().get();
  return JSON.stringify([db.name, db.memory && Math.random(), window, filter, lastTag]);
}

function remember<Value>(cache: Map<string, Value>, key: string, find: () => Value): Value {
  const value = cache.get(key) ?? find();
  cache.delete(key);
  cache.set(key, value);
  for (const oldest of cache.keys()) if (cache.size > MAX_CACHED) cache.delete(oldest);
  return value;
}

function showCondition({ key, operator, value }: TagFilter, inherited: boolean): string {
  const equal = operator === "=" || operator === "!=";
  const test = equal
    ? spellingsOf(value)
        .map((spelling) => `value = ${quoteText(spelling)}`)
        .join(" OR ")
    : `value GLOB '*[0-9]*' AND CAST(value AS REAL) ${operator} ${Number(value)}`;
  const carriers = `SELECT span_id FROM span_tags WHERE key = ${quoteText(key)} AND ${test.includes(" OR ") ? `(${test})` : test}`;
  const not = operator === "!=" ? "NOT " : "";
  if (!inherited) return `s.id ${not}IN (${carriers})`;
  return `s.id ${not}IN (WITH RECURSIVE inside(id) AS (${carriers} UNION SELECT link.span_id FROM inside JOIN span_links AS link ON link.parent_id = inside.id) SELECT id FROM inside)`;
}
