/**
 * A tag filter as a condition on `spans AS s`. Spans inherit the tag from their nearest ancestor: a filter
 * `cache = cold` also selects the calls inside spans with that tag.
 */

import { keepSpans } from "../../columns/kept-spans.ts";
import { findTagMatches, spellingsOf } from "../../columns/tag-matches.ts";
import { quoteText } from "../../model/quote.ts";
import type { SpanWindow } from "../../model/run.ts";
import type { TagFilter } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";

export interface TagCondition {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** The same for users to read and edit, without the list of ids. */
  readonly shown: string;
}

/** The parts of a page use the same filters in turn. */
const MAX_CACHED = 4;
const cache = new Map<string, TagCondition>();

/** Reads the spans of the window and their parents, 0.3 s per 100,000 on a slow core. */
export function tagCondition(db: Connection, window: SpanWindow, filter: TagFilter): TagCondition {
  const lastTag = db.prepare<[], number | null>("SELECT max(id) FROM span_tags").pluck().get();
  const key = JSON.stringify([db.name, db.memory && Math.random(), window, filter, lastTag]);
  const condition = cache.get(key) ?? makeCondition(db, window, filter);
  cache.delete(key);
  cache.set(key, condition);
  for (const oldest of cache.keys()) if (cache.size > MAX_CACHED) cache.delete(oldest);
  return condition;
}

function makeCondition(db: Connection, { firstId, lastId, count }: SpanWindow, filter: TagFilter): TagCondition {
  const spans = keepSpans(db, { firstId, lastId, count, blocks: null });
  const { matches, inherited } = findTagMatches(db, spans, filter);
  const picked = spans.ids.filter((_, place) => matches[place] === 1);
  return {
    where: "s.id IN (SELECT value FROM json_each(?))",
    parameters: [`[${picked.join()}]`],
    shown: showCondition(filter, inherited),
  };
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
