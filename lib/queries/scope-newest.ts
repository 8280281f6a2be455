/** The newest spans of a scope with their own and inherited tags. */

import * as v from "valibot";
import { readParents } from "../columns/parents.ts";
import { numberOrNull } from "../columns/scan-rows.ts";
import type { SpanWindow } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import { firstNotBelow } from "../stats/order.ts";
import { mapFloats } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { scope, spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNewestFirst } from "./sql/newest-first.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";
import { readErrorTypes } from "./sql/span-errors.ts";
import { readSpanTags } from "./sql/tags.ts";

const PAGE_SPANS = 100;
/** How many ids ahead to search for ancestors, whose ids are higher than their children's: about 0.1 s of work. */
const LOOK_AHEAD = 100_000;
/** Tags of ancestors farther up are not inherited. */
const MAX_LEVELS = 32;

export interface NewestSpan {
  readonly id: number;
  readonly name: string;
  /** Seconds from the origin; null if the file holds no number. */
  readonly start: number | null;
  /** Seconds; null if the file holds no number. */
  readonly duration: number | null;
  /** The type of its error; null if it has none. */
  readonly error: string | null;
  /** Own tags first; `from` is the name of the ancestor of an inherited one. */
  readonly tags: readonly (readonly [key: string, value: string, from?: string])[];
}

export interface ScopeNewest {
  /** The newest first. */
  readonly spans: readonly NewestSpan[];
  /** Seconds since the epoch; null without spans. */
  readonly origin: number | null;
  /** Whether starts are shown as dates. */
  readonly dated: boolean;
  /** What they are the newest of, as of the same moment. */
  readonly window: SpanWindow;
}

interface Params {
  readonly scope: Scope;
  /** Only spans with a higher id, added since then. */
  readonly after?: number | undefined;
}

interface Stored {
  readonly id: number;
  readonly name: string | null;
  readonly start: unknown;
  readonly duration: unknown;
}

export function readScopeNewest(db: Connection, { scope, after = 0 }: Params): ScopeNewest {
  const scoped = resolveScope(db, scope);
  const { origin, window } = scoped;
  const { dated } = scoped.zero;
  const page = readNewestFirst(db, scoped, PAGE_SPANS, ({ where, parameters }) =>
    db
      .prepare<(string | number)[], Stored>(
        `SELECT s.id, CAST(s.name AS TEXT) AS name, s.start, s.duration FROM spans AS s
         WHERE ${where} AND s.id > ? ORDER BY s.id DESC LIMIT ${PAGE_SPANS}`,
      )
      .all(...parameters, after),
  );
  if (page.length === 0) return { spans: [], origin, dated, window };
  const ids = page.map(({ id }) => id);
  const tagsOf = readTags(db, ids, scoped);
  const errors = readErrorTypes(db, ids);
  const spans = page.map(({ id, name, start, duration }): NewestSpan => {
    const begun = numberOrNull(start);
    return {
      id,
      name: name ?? "",
      start: begun === null || origin === null ? null : begun - origin,
      duration: numberOrNull(duration),
      error: errors.get(id) ?? null,
      tags: tagsOf(id),
    };
  });
  return { spans, origin, dated, window };
}

/** Own tags, then further keys from the nearest ancestors that carry them. */
function readTags(db: Connection, ids: readonly number[], { window }: ScopedSpans) {
  const chains = readChains(db, ids, window.lastId);
  const ancestors = new Set([...chains.values()].flat().map(({ id }) => id));
  const found = new Map<number, Map<string, string>>();
  for (const { spanId, key, value } of readSpanTags(db, [...new Set([...ids, ...ancestors])])) {
    const own = found.get(spanId) ?? new Map<string, string>();
    found.set(spanId, own.set(key, value));
  }
  return (id: number): NewestSpan["tags"] => {
    const tags: (readonly [string, string, string?])[] = [...(found.get(id) ?? [])];
    const seen = new Set(tags.map(([key]) => key));
    for (const ancestor of chains.get(id) ?? []) {
      for (const [key, value] of found.get(ancestor.id) ?? []) {
        if (seen.has(key)) continue;
        seen.add(key);
        tags.push([key, value, ancestor.name]);
      }
    }
    return tags;
  };
}

interface Ancestor {
  readonly id: number;
  readonly name: string;
}

/** The ancestors of each span, the nearest first. */
function readChains(db: Connection, ids: readonly number[], lastId: number): Map<number, Ancestor[]> {
  const firstId = Math.min(...ids);
  const rows = db
    .prepare<[number, number], Stored>(
      "SELECT id, CAST(name AS TEXT) AS name, start, duration FROM spans WHERE id BETWEEN ? AND ? ORDER BY id",
    )
    .all(firstId, Math.min(lastId, firstId + LOOK_AHEAD));
  const column = (pick: (row: Stored) => unknown) => mapFloats(rows, (row) => numberOrNull(pick(row)) ?? Number.NaN);
  const spans = {
    ids: column(({ id }) => id),
    starts: column(({ start }) => start),
    durations: column(({ duration }) => duration),
  };
  const { parents } = readParents(db, spans);
  const chains = new Map<number, Ancestor[]>();
  for (const id of ids) {
    const chain: Ancestor[] = [];
    const at = firstNotBelow(spans.ids, id);
    let up = spans.ids[at] === id ? (parents[at] ?? NO_PARENT) : NO_PARENT;
    for (; up !== NO_PARENT && chain.length < MAX_LEVELS; up = parents[up] ?? NO_PARENT)
      chain.push({ id: spans.ids[up] ?? 0, name: rows[up]?.name ?? "" });
    chains.set(id, chain);
  }
  return chains;
}

export const scopeNewest = defineQuery({
  params: v.object({ scope, after: v.optional(spanId) }),
  urgency: "first",
  run: readScopeNewest,
});
