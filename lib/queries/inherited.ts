/**
 * What a span has from its ancestors: its way up to the root, and the tags it inherits, for each key the value of the
 * nearest ancestor that has it, however many generations up.
 */

import * as v from "valibot";
import { findKind } from "../model/kinds.ts";
import type { ParentSource } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { type DetailTag, readOwnTags } from "./span-detail.ts";
import { readAncestors } from "./sql/ancestors.ts";
import { readRunTags } from "./sql/run-tags.ts";
import { readScatteredTags } from "./sql/tags.ts";

/** Generations whose tags are read, 5 µs each. In deeper recursions, tags farther up are hardly related. */
const MAX_GENERATIONS = 10_000;
const AT_ONCE = 1_000;
/** More would make the panel endless. */
const MAX_SOURCES = 50;
const MAX_PATH = 6;

export interface Ancestor {
  readonly id: number;
  readonly name: string;
}

export interface InheritedFrom extends Ancestor {
  /** 1 for the parent. */
  readonly up: number;
  /** Tags set neither by a nearer ancestor nor by the span itself. */
  readonly tags: readonly DetailTag[];
}

export interface Inherited {
  readonly source: ParentSource;
  /** Number of ancestors; 0 for a root. */
  readonly generations: number;
  readonly root: Ancestor | null;
  /** The nearest ancestors, the parent first. */
  readonly path: readonly Ancestor[];
  /** The nearest first. */
  readonly from: readonly InheritedFrom[];
  /** How many further keys come from ancestors beyond those in `from`. */
  readonly more: number;
  /** Generations whose tags were read. */
  readonly lookedAt: number;
  readonly run: SpanRun | null;
}

/** The run that recorded the span. */
export interface SpanRun {
  readonly id: string;
  /** All that is known of it, by the keys of `run_tags`; its parameters are tags of the span too. */
  readonly tags: readonly DetailTag[];
}

export function readInherited(db: Connection, { id }: { readonly id: number }): Inherited {
  const { ids, source } = readAncestors(db, id);
  const nameOf = db.prepare<[number], string | null>("SELECT CAST(name AS TEXT) FROM spans WHERE id = ?").pluck();
  const near = ids.slice(0, MAX_GENERATIONS);
  const found = findNearest(db, id, near);
  const sources = [...found].slice(0, MAX_SOURCES);
  const named = (from: number): Ancestor => ({ id: from, name: nameOf.get(from) ?? "" });
  const root = ids.at(-1);
  return {
    source,
    generations: ids.length,
    root: root === undefined ? null : named(root),
    path: ids.slice(0, MAX_PATH).map(named),
    from: sources.map(([up, keys]) => {
      const from = near[up - 1] ?? 0;
      const tags = readOwnTags(db, from).filter(({ key }) => keys.has(key));
      return { ...named(from), up, tags };
    }),
    more: [...found].slice(MAX_SOURCES).reduce((sum, [, keys]) => sum + keys.size, 0),
    lookedAt: near.length,
    run: readSpanRun(db, id),
  };
}

/** Null if that says nothing of itself. */
function readSpanRun(db: Connection, id: number): SpanRun | null {
  const tables = sideTables(db);
  if (!tables.has("run_spans") || !tables.has("run_tags")) return null;
  const run = db
    .prepare<[number], string>("SELECT run_id FROM run_spans WHERE ? BETWEEN first_span_id AND last_span_id LIMIT 1")
    .pluck()
    .get(id);
  const tags = run === undefined ? undefined : readRunTags(db, [run]).get(run);
  if (run === undefined || tags === undefined) return null;
  const known = Object.entries(tags).map(([key, value]) => ({ key, value, kind: findKind([value]) }));
  return { id: run, tags: known.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** For each generation, the nearest first, the keys that no nearer span has set. */
function findNearest(db: Connection, id: number, ancestors: readonly number[]): Map<number, Set<string>> {
  const seen = new Set(readOwnTags(db, id).map(({ key }) => key));
  const found = new Map<number, Set<string>>();
  for (let from = 0; from < ancestors.length; from += AT_ONCE) {
    const part = ancestors.slice(from, from + AT_ONCE);
    const keysOf = new Map<number, string[]>();
    for (const { spanId, key } of readScatteredTags(db, part)) {
      const keys = keysOf.get(spanId);
      if (keys) keys.push(key);
      else keysOf.set(spanId, [key]);
    }
    for (const [index, ancestor] of part.entries()) {
      const fresh = new Set(keysOf.get(ancestor)?.filter((key) => !seen.has(key)));
      if (fresh.size === 0) continue;
      for (const key of fresh) seen.add(key);
      found.set(from + index + 1, fresh);
    }
  }
  return found;
}

export const inherited = defineQuery({
  params: v.object({ id: spanId }),
  urgency: "first",
  run: readInherited,
});
