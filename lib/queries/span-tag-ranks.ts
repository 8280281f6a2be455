/** How a span's tags compare to those of other spans of its name: a percentile, or how many share the value. */

import { findTagAccess, tagBound, tagEnd } from "../columns/tag-range.ts";
import { findKind, toNumber } from "../model/kinds.ts";
import type { Connection } from "../store/driver.ts";
import { aboutSpan } from "./params.ts";
import { defineQuery } from "./query.ts";
import { type RankParams, scopeOfName } from "./span-rank.ts";
import { cutSql, readTagsBetween } from "./sql/tags.ts";

/** A number with fewer distinct values is a choice rather than a measurement. */
const FEW_VALUES = 12;
/** Distinct values sampled to infer the kind of a tag. */
const SAMPLED_VALUES = 500;
/** Tags compared at most, about 2 s of work. */
const MAX_TAGS = 2_000_000;
const OWN_TAGS = { characters: 200, tags: 1_000 };

export interface TagRank {
  readonly key: string;
  /** `share`: how many of the `count` spans have the same value. `percentile`: 0 to 100, for numbers. */
  readonly kind: "share" | "percentile";
  readonly value: number;
  /** Spans of the name that carry the tag. */
  readonly count: number;
}

interface Tally {
  readonly own: string;
  readonly number: number | undefined;
  readonly seen: Set<string>;
  count: number;
  same: number;
  below: number;
}

export function readSpanTagRanks(db: Connection, { id, scope }: RankParams): TagRank[] {
  const name = db.prepare<[number], string>("SELECT CAST(name AS TEXT) FROM spans WHERE id = ?").pluck().get(id);
  const own = new Map(readTagsBetween(db, id, id, OWN_TAGS).map(({ key, value }) => [key, value]));
  if (name === undefined || own.size === 0) return [];
  const tallies = new Map(
    [...own].map(([key, value]): [string, Tally] => [
      key,
      { own: value, number: toNumber(value), seen: new Set(), count: 0, same: 0, below: 0 },
    ]),
  );
  const { where, parameters, window } = scopeOfName(db, scope, name);
  const access = findTagAccess(db, window.firstId);
  const bounds = `${tagBound(access, "t")}${tagEnd(db, access, window.lastId, "t")}`;
  // With an index, start from the spans; without one, from the tags.
  const tables =
    access.kind === "index" ? "spans AS s CROSS JOIN span_tags AS t" : "span_tags AS t CROSS JOIN spans AS s";
  const rows = db
    .prepare<(string | number)[], [string, string]>(
      `SELECT CAST(t.key AS TEXT), ${cutSql("t.value", OWN_TAGS.characters)}
       FROM ${tables} ON t.span_id = s.id
       WHERE ${where}${bounds} AND t.key IN (SELECT value FROM json_each(?))
         AND t.value IS NOT NULL
       LIMIT ${MAX_TAGS}`,
    )
    .raw()
    .iterate(...parameters, JSON.stringify([...own.keys()]));
  for (const [key, value] of rows) {
    const tally = tallies.get(key);
    if (tally) count(tally, value);
  }
  return [...tallies].map(([key, tally]) => rank(key, tally));
}

function count(tally: Tally, value: string): void {
  tally.count++;
  if (value === tally.own) tally.same++;
  if (tally.number !== undefined && (toNumber(value) ?? Number.POSITIVE_INFINITY) < tally.number) tally.below++;
  if (tally.seen.size < SAMPLED_VALUES) tally.seen.add(value);
}

function rank(key: string, { number, seen, count, same, below }: Tally): TagRank {
  const measured = number !== undefined && seen.size > FEW_VALUES && findKind(seen) === "number";
  if (!measured) return { key, kind: "share", value: same, count };
  // Half of the ties count as below; otherwise the most frequent value would rank too low.
  return { key, kind: "percentile", value: Math.round(((below + same / 2) / Math.max(1, count)) * 100), count };
}

export const spanTagRanks = defineQuery({
  params: aboutSpan,
  urgency: "long",
  run: readSpanTagRanks,
});
