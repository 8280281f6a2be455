/** The tags on the spans of a scope and their values, regardless of its tag filters. */

import * as v from "valibot";
import { type CountedKey, countScopeTags } from "../columns/count-tags.ts";
import { type Reading, readSpanRange } from "../columns/span-range.ts";
import { ALL_TAGS, type Basis, estimateCount } from "../model/basis.ts";
import { findKind, toNumber, type ValueKind } from "../model/kinds.ts";
import type { Scope } from "../model/scope.ts";
import { binNumbers, type NumberBins } from "../stats/number-bins.ts";
import type { Connection } from "../store/driver.ts";
import { readScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface ScopeTag {
  readonly key: string;
  readonly kind: ValueKind;
  /** Spans with this key. */
  readonly count: number;
  /** Distinct values; of a sample, those seen. */
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
  /** Of a sample, counts are estimates, and rare keys may be missing. */
  readonly basis: Basis;
}

const MAX_KEYS = 100;
const TOP_VALUES = 8;
/** Of one key, to find a value among by typing. */
const MANY_VALUES = 500;
const BINS = 40;

interface Params {
  readonly scope: Scope;
  /** `exact` by default; of very many spans, always a sample. */
  readonly reading?: Reading | undefined;
  /** The only key wanted, with more of its values. */
  readonly key?: string | undefined;
}

export function readScopeTags(db: Connection, { scope, reading = "exact", key }: Params): ScopeTags {
  const scoped = resolveScope(db, { ...scope, tags: [] });
  const range = readSpanRange(db, scoped, scoped.window.count > ALL_TAGS ? "sample" : reading, () => undefined);
  const { keys, basis } = countScopeTags(db, range);
  const chosen = new Set([...(scope.also ?? []), ...scope.tags.map(({ key }) => key)]);
  const frequent = keys
    .filter((counted) => key === undefined || counted.key === key)
    .map((counted) => ({ counted, rank: chosen.has(counted.key) ? Number.POSITIVE_INFINITY : counted.count }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_KEYS)
    .map(({ counted }) => counted)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const most = key === undefined ? TOP_VALUES : MANY_VALUES;
  return { tags: frequent.map((counted) => describe(counted, basis, most)), keyCount: keys.length, basis };
}

function describe({ key, count, values }: CountedKey, basis: Basis, most: number): ScopeTag {
  const kind = findKind(values.keys());
  const top = [...values].sort((a, b) => b[1] - a[1]).slice(0, most);
  const numbers = () => [...values].map(([value, times]) => [toNumber(value), times] as const);
  return {
    key,
    kind,
    count: estimateCount(count, basis),
    values: values.size,
    top: top.map(([value, times]) => ({ value, count: estimateCount(times, basis) })),
    numbers: kind === "number" ? binNumbers(numbers(), BINS) : null,
  };
}

export const scopeTags = defineQuery({
  params: v.object({ ...readScope.entries, key: v.optional(v.string()) }),
  urgency: "long",
  run: readScopeTags,
});
