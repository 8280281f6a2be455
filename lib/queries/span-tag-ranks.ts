/** How a span's tags compare to those of other spans of its name: how many share the value, and a number's percentile. */

import { createFinder } from "../columns/finder.ts";
import { scanTags } from "../columns/scan-tags.ts";
import { readSpanRange } from "../columns/span-range.ts";
import { ALL_TAGS, type Basis, estimateCount, exactBasis } from "../model/basis.ts";
import { findKind, toNumber } from "../model/kinds.ts";
import { mapBytes } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { aboutSpan } from "./params.ts";
import { defineQuery } from "./query.ts";
import { type RankParams, scopeOfName } from "./span-rank.ts";
import { readTagsBetween } from "./sql/tags.ts";

/** A number with fewer distinct values is a choice rather than a measurement. */
const FEW_VALUES = 12;
/** Distinct values sampled to infer the kind of a tag. */
const SAMPLED_VALUES = 500;
const OWN_TAGS = { characters: 200, tags: 1_000 };

export interface TagRank {
  readonly key: string;
  /** Spans of the name that carry the tag. */
  readonly count: number;
  /** Those with the same value, this one included. */
  readonly same: number;
  /** The share of values below, 0 to 100; null for texts, and for numbers that are choices rather than measurements. */
  readonly percentile: number | null;
}

export interface TagRanks {
  readonly ranks: readonly TagRank[];
  /** Of a sample, counts and percentiles are estimates; of very many spans, it is always one. */
  readonly basis: Basis;
}

interface Tally {
  readonly own: string;
  readonly number: number | undefined;
  readonly seen: Set<string>;
  count: number;
  same: number;
  below: number;
}

export function readSpanTagRanks(db: Connection, { id, scope, reading = "exact" }: RankParams): TagRanks {
  const name = db.prepare<[number], string>("SELECT CAST(name AS TEXT) FROM spans WHERE id = ?").pluck().get(id);
  const own = new Map(readTagsBetween(db, id, id, OWN_TAGS).map(({ key, value }) => [key, value]));
  if (name === undefined || own.size === 0) return { ranks: [], basis: exactBasis(0) };
  const scoped = scopeOfName(db, scope, name);
  const range = readSpanRange(db, scoped, scoped.window.count > ALL_TAGS ? "sample" : reading, () => undefined);
  const needed = mapBytes(range.rows, (row) => (row >= 0 ? 1 : 0));
  let tallies = new Map<string, Tally>();
  const begin = () => {
    tallies = new Map(
      [...own].map(([key, value]): [string, Tally] => [
        key,
        { own: value, number: toNumber(value), seen: new Set(), count: 0, same: 0, below: 0 },
      ]),
    );
    const find = createFinder(range.ids);
    return (spanId: number, key: string, value: string) => {
      const tally = needed[find(spanId)] === 1 ? tallies.get(key) : undefined;
      if (tally) count(tally, value.slice(0, OWN_TAGS.characters));
    };
  };
  if (range.count > 0) scanTags(db, { spans: range, needed, keys: new Set(own.keys()) }, begin, () => undefined);
  const { basis } = range;
  return { ranks: [...tallies].map(([key, tally]) => rank(key, tally, basis)), basis };
}

function count(tally: Tally, value: string): void {
  tally.count++;
  if (value === tally.own) tally.same++;
  if (tally.number !== undefined && (toNumber(value) ?? Number.POSITIVE_INFINITY) < tally.number) tally.below++;
  if (tally.seen.size < SAMPLED_VALUES) tally.seen.add(value);
}

function rank(key: string, { number, seen, count: read, same, below }: Tally, basis: Basis): TagRank {
  const count = estimateCount(read, basis);
  const measured = number !== undefined && seen.size > FEW_VALUES && findKind(seen) === "number";
  // Half of the ties count as below; otherwise the most frequent value would rank too low.
  const percentile = Math.round(((below + same / 2) / Math.max(1, read)) * 1000) / 10;
  return { key, count, same: estimateCount(same, basis), percentile: measured ? percentile : null };
}

export const spanTagRanks = defineQuery({
  params: aboutSpan,
  urgency: "long",
  run: readSpanTagRanks,
});
