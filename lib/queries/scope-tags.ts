/** The tags on the spans of a scope and their values, regardless of its tag filters. */

import { scanRows } from "../columns/scan-rows.ts";
import { findTagAccess, tagBound, tagEnd } from "../columns/tag-range.ts";
import { findKind, toNumber, type ValueKind } from "../model/kinds.ts";
import type { Scope } from "../model/scope.ts";
import { binNumbers, type NumberBins } from "../stats/number-bins.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";
import { cutSql } from "./sql/tags.ts";

export interface ScopeTag {
  readonly key: string;
  readonly kind: ValueKind;
  /** Tags with this key among those read. */
  readonly count: number;
  /** Distinct values. */
  readonly values: number;
  /** The most frequent values. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** The distribution, for numbers. */
  readonly numbers: NumberBins | null;
}

export interface ScopeTags {
  /** The most frequent ones, sorted by key. */
  readonly tags: readonly ScopeTag[];
  /** Number of keys, including those beyond `tags`. */
  readonly keyCount: number;
  /** Whether older tags of the scope were omitted. */
  readonly cut: boolean;
}

/** 0.5 s of work: three tags per span of the default window. */
const MAX_TAGS = 300_000;
const MAX_KEYS = 100;
const TOP_VALUES = 8;
const COMPARED_CHARACTERS = 80;
const BINS = 40;

/** Counts of values, by key. */
type Counts = Map<string, Map<string, number>>;

export function readScopeTags(db: Connection, { scope }: { readonly scope: Scope }): ScopeTags {
  const { counts, cut } = countTags(db, resolveScope(db, { ...scope, tags: [] }));
  const chosen = new Set([...(scope.also ?? []), ...scope.tags.map(({ key }) => key)]);
  const frequent = [...counts]
    .map(([key, values]) => ({ key, values, count: chosen.has(key) ? Number.POSITIVE_INFINITY : sumOf(values) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_KEYS)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return { tags: frequent.map(({ key, values }) => describe(key, values)), keyCount: counts.size, cut };
}

function sumOf(values: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const times of values.values()) sum += times;
  return sum;
}

/** Counts in JavaScript: GROUP BY would sort all the texts first. */
function countTags(db: Connection, scoped: ScopedSpans): { counts: Counts; cut: boolean } {
  const { firstId, lastId } = scoped.window;
  const access = findTagAccess(db, firstId);
  const bounds = `${tagBound(access, "t")}${tagEnd(db, access, lastId, "t")}`;
  const order = access.kind === "index" ? "t.span_id" : "t.id";
  const picked = `SELECT t.span_id, CAST(t.key AS TEXT) AS key, ${cutSql("t.value", COMPARED_CHARACTERS)} AS value
    FROM span_tags AS t
    WHERE t.span_id BETWEEN ? AND ?${bounds} AND t.key IS NOT NULL AND t.value IS NOT NULL
    ORDER BY ${order} DESC LIMIT ${MAX_TAGS + 1}`;
  const joined = `(${picked}) AS p LEFT JOIN spans AS s ON s.id = p.span_id AND ${scoped.where}`;
  const parameters = [firstId, lastId, ...scoped.parameters];
  const counts: Counts = new Map();
  let looked = 0;
  scanRows(db, "s.id IS NOT NULL, p.key, p.value", joined, parameters, (inside, key, value) => {
    looked++;
    if (!inside) return;
    const values = counts.get(key) ?? new Map<string, number>();
    counts.set(key, values.set(value, (values.get(value) ?? 0) + 1));
  });
  return { counts, cut: looked > MAX_TAGS };
}

function describe(key: string, values: ReadonlyMap<string, number>): ScopeTag {
  const kind = findKind(values.keys());
  const top = [...values].sort((a, b) => b[1] - a[1]).slice(0, TOP_VALUES);
  const numbers = () => [...values].map(([value, times]) => [toNumber(value), times] as const);
  return {
    key,
    kind,
    count: sumOf(values),
    values: values.size,
    top: top.map(([value, times]) => ({ value, count: times })),
    numbers: kind === "number" ? binNumbers(numbers(), BINS) : null,
  };
}

export const scopeTags = defineQuery({
  params: onlyScope,
  urgency: "long",
  run: readScopeTags,
});
