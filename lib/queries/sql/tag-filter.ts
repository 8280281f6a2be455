/**
 * A tag filter as a condition on `spans AS s`. Spans inherit the tag from their nearest ancestor: a filter
 * `cache = cold` also selects the calls inside spans with that tag, and all spans of a run with that parameter.
 */

import { keepSpans } from "../../columns/kept-spans.ts";
import { lastRunTag } from "../../columns/run-parameters.ts";
import { BLOCK_SPANS, BLOCKS, planBlocks } from "../../columns/sample-blocks.ts";
import type { ColumnSource } from "../../columns/span-range.ts";
import { findTagMatches, type TagMatches } from "../../columns/tag-matches.ts";
import { comparesNumbers, isNegated, readLimit, spellingsOf, type TagFilter, takesValue } from "../../model/filter.ts";
import { quoteText } from "../../model/quote.ts";
import type { SpanWindow } from "../../model/run.ts";
import { PARAMETER } from "../../model/run-tags.ts";
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
    return showCondition(filter, findTagMatches(db, spans, filter));
  });
}

function keyOf(db: Connection, window: SpanWindow, filter: TagFilter): string {
  const lastTag = db.prepare<[], number | null>("SELECT max(id) FROM span_tags").pluck().get();
  return JSON.stringify([db.name, db.memory && Math.random(), window, filter, lastTag, lastRunTag(db)]);
}

function remember<Value>(cache: Map<string, Value>, key: string, find: () => Value): Value {
  const value = cache.get(key) ?? find();
  cache.delete(key);
  cache.set(key, value);
  for (const oldest of cache.keys()) if (cache.size > MAX_CACHED) cache.delete(oldest);
  return value;
}

/** For one filter, `value` being the tag's. */
function showTest(filter: TagFilter): string {
  const { operator, value } = filter;
  if (!takesValue(operator)) return "TRUE";
  if (operator === "~") return `instr(value, ${quoteText(value)}) > 0`;
  if (!comparesNumbers(operator)) {
    const each = spellingsOf(value).map((spelling) => `value = ${quoteText(spelling)}`);
    return each.length > 1 ? `(${each.join(" OR ")})` : each.join("");
  }
  const limit = readLimit(filter);
  if (Number.isNaN(limit)) return "FALSE";
  // Compared with a REAL, a text that is a number counts as one; any other text is more than all numbers.
  return `value <= CAST(9e999 AS REAL) AND CAST(value AS REAL) ${operator} ${limit}`;
}

function showCondition(filter: TagFilter, { inherited, ofRun, repeated }: Omit<TagMatches, "matches">): string {
  const [key, test] = [quoteText(filter.key), showTest(filter)];
  const last = `(SELECT span_id, value, max(id) FROM span_tags WHERE key = ${key} GROUP BY span_id) WHERE ${test}`;
  const own = `SELECT span_id FROM ${repeated ? last : `span_tags WHERE key = ${key}${test === "TRUE" ? "" : ` AND ${test}`}`}`;
  const isIn = `s.id ${isNegated(filter) ? "NOT " : ""}IN`;
  const run = ofRun ? showRunSpans(filter.key, test) : "";
  if (inherited === null && run === "") return `${isIn} (${own})`;
  const carrying = `SELECT span_id FROM span_tags WHERE key = ${key}`;
  if (inherited === null) return `${isIn} (${own} UNION ALL ${run} AND own.id NOT IN (${carrying}))`;
  // A span with a value of its own inherits none.
  const below = `SELECT link.span_id FROM inside JOIN ${inherited === "recorded" ? "span_links AS link" : "link"} ON link.parent_id = inside.id${
    test === "TRUE" ? "" : ` WHERE link.span_id NOT IN (SELECT span_id FROM span_tags WHERE key = ${key})`
  }`;
  const links = inherited === "recorded" ? "" : `link(span_id, parent_id) AS MATERIALIZED (${showLinks(inherited)}), `;
  const spans = `WITH RECURSIVE ${links}inside(id) AS (${own} UNION ${below})`;
  if (run === "") return `${isIn} (${spans} SELECT id FROM inside)`;
  const around = `SELECT link.span_id FROM around JOIN ${inherited === "recorded" ? "span_links AS link" : "link"} ON link.parent_id = around.id`;
  return `${isIn} (${spans}, around(id) AS (${carrying} UNION ${around}) SELECT id FROM inside UNION ALL ${run} AND own.id NOT IN (SELECT id FROM around))`;
}

/** The spans of the runs that have such a parameter. With plain JOINs, SQLite would compare every span with every range. */
function showRunSpans(key: string, test: string): string {
  const ofRuns = `run_tags AS said CROSS JOIN run_spans AS r ON r.run_id = said.run_id`;
  return `SELECT own.id FROM ${ofRuns} CROSS JOIN spans AS own ON own.id BETWEEN r.first_span_id AND r.last_span_id WHERE said.key = ${quoteText(PARAMETER + key)}${test === "TRUE" ? "" : ` AND ${test}`}`;
}

/** Parents derived from containment: the first later span around it; for a file of both, outside of recorded runs. */
function showLinks(source: "containment" | "both"): string {
  const around = `p.id > c.id AND p.duration > 0 AND p.start <= c.start AND p.start + p.duration >= c.start + c.duration`;
  const find = (more: string) =>
    `SELECT c.id, (SELECT p.id FROM spans AS p WHERE ${around}${more} ORDER BY p.id LIMIT 1) FROM spans AS c`;
  if (source === "containment") return find("");
  const next = " AND p.id < (SELECT coalesce(min(first_span_id), 9e18) FROM run_spans WHERE first_span_id > c.id)";
  const isLoose = "NOT EXISTS (SELECT 1 FROM run_spans AS r WHERE c.id BETWEEN r.first_span_id AND r.last_span_id)";
  return `SELECT span_id, parent_id FROM span_links UNION ALL ${find(next)} WHERE ${isLoose}`;
}
