/**
 * A tag filter as a condition on `spans AS s`. Spans inherit the tag from their nearest ancestor: a filter
 * `cache = cold` also selects the calls inside spans with that tag.
 */

import { readParents } from "../../columns/parents.ts";
import { findTagAccess, tagBound, tagEnd } from "../../columns/tag-range.ts";
import { exactNumber, isCode, toNumber } from "../../model/kinds.ts";
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

function makeCondition(db: Connection, window: SpanWindow, filter: TagFilter): TagCondition {
  const times = readTimes(db, window);
  const own = readOwn(db, window, filter, times.ids);
  const inherited = own.carriers > 0 && own.carriers < times.ids.length && passDown(db, times, own.states);
  const picked: number[] = [];
  const wanted = filter.operator === "!=" ? (state: number) => state !== MATCHES : (state: number) => state === MATCHES;
  own.states.forEach((state, index) => {
    if (wanted(state)) picked.push(times.ids[index] as number);
  });
  return {
    where: "s.id IN (SELECT value FROM json_each(?))",
    parameters: [JSON.stringify(picked)],
    shown: showCondition(filter, inherited),
  };
}

/** The state of a span: unknown, its tag matches, or it does not. */
const UNKNOWN = 0;
const MATCHES = 1;
const DIFFERS = 2;

interface Times {
  readonly ids: Float64Array;
  readonly starts: Float64Array;
  readonly durations: Float64Array;
}

function readTimes(db: Connection, { firstId, lastId }: SpanWindow): Times {
  const rows = db
    .prepare<[number, number], [number, unknown, unknown]>(
      "SELECT id, start, duration FROM spans WHERE id BETWEEN ? AND ? ORDER BY id",
    )
    .raw()
    .all(firstId, lastId);
  const number = (value: unknown) => (typeof value === "number" ? value : Number.NaN);
  return {
    ids: Float64Array.from(rows, ([id]) => id),
    starts: Float64Array.from(rows, ([, start]) => number(start)),
    durations: Float64Array.from(rows, ([, , duration]) => number(duration)),
  };
}

function readOwn(db: Connection, window: SpanWindow, filter: TagFilter, ids: Float64Array) {
  const states = new Uint8Array(ids.length);
  const access = findTagAccess(db, window.firstId);
  const bound = `${tagBound(access, "t")}${tagEnd(db, access, window.lastId, "t")}`;
  const rows = db
    .prepare<[string, number, number], [number, string]>(
      `SELECT t.span_id, CAST(t.value AS TEXT) FROM span_tags AS t
       WHERE t.key = ? AND t.span_id BETWEEN ? AND ?${bound} ORDER BY t.span_id, t.id`,
    )
    .raw()
    .all(filter.key, window.firstId, window.lastId);
  const test = makeTest(filter);
  let at = 0;
  let carriers = 0;
  for (const [id, value] of rows) {
    while (at < ids.length && (ids[at] as number) < id) at++;
    if (ids[at] !== id) continue;
    if (states[at] === UNKNOWN) carriers++;
    states[at] = test(value) ? MATCHES : DIFFERS;
  }
  return { states, carriers };
}

function makeTest({ operator, value }: TagFilter): (text: string) => boolean {
  if (operator === "=" || operator === "!=") {
    const shown = spellingsOf(value);
    return (text) => shown.includes(text);
  }
  const limit = Number(value);
  return (text) => {
    // In range comparisons, codes such as `007` count as numbers too.
    const number = isCode(text) ? Number(text) : (toNumber(text) ?? Number.NaN);
    return operator === ">=" ? number >= limit : number <= limit;
  };
}

/** The value, and if it has a minus sign or digit groups, the number it displays: people type what they read. */
function spellingsOf(value: string): string[] {
  const plain = value.replace(/^\u2212/, "-");
  const number = /^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(",", "") : plain;
  return number !== value && exactNumber(number) !== undefined ? [value, number] : [value];
}

/** Gives every span without the tag the state of its parent; returns whether any inherited one. */
function passDown(db: Connection, times: Times, states: Uint8Array): boolean {
  const { parents } = readParents(db, times);
  let passed = false;
  const path: number[] = [];
  for (let index = states.length - 1; index >= 0; index--) {
    let at = index;
    while (at >= 0 && states[at] === UNKNOWN) {
      path.push(at);
      at = parents[at] ?? -1;
    }
    const state = at >= 0 ? (states[at] as number) : DIFFERS;
    passed ||= at >= 0 && path.length > 0;
    for (const step of path.splice(0)) states[step] = state;
  }
  return passed;
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
