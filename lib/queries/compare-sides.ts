/** How two sides differ apart from durations: span counts, tags, and how their programs were started. */

import * as v from "valibot";
import type { TagColumn } from "../columns/columns.ts";
import { readColumns } from "../columns/read-columns.ts";
import type { Reading } from "../columns/span-range.ts";
import { MISSING_CODE } from "../columns/tag-values.ts";
import { type Basis, basisOf, estimateCount } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Run } from "../model/run.ts";
import { quantile } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, hasManySpans, withOther } from "./compare-start.ts";
import { makeRoomFor } from "./explore-source.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";
import type { Files, Side } from "./sql/side.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { findSides, openFiles } from "./sql/sides.ts";

interface Property<What extends string, Value> {
  readonly what: What;
  readonly key: string;
  readonly baseline: Value;
  readonly candidate: Value;
}

/** One line; null for a side without it. */
export type ComparedProperty =
  | Property<"count", number>
  | Property<"median", number | null>
  /** Of the spans that carry the tag, 0 to 1. */
  | (Property<"share", number> & { readonly value: string })
  | Property<"text", string | null>;

export interface ComparedSides {
  /** Those that differ most first. */
  readonly properties: readonly ComparedProperty[];
  /** Of both sides together; of very many spans, always a sample. */
  readonly basis: Basis;
}

interface SideTag {
  readonly column: TagColumn;
  readonly median: number | null;
  /** By value, for tags with few values. */
  readonly shares: ReadonlyMap<string, number> | null;
}

interface SideContent {
  readonly basis: Basis;
  readonly count: number;
  /** Failed and unfinished spans. */
  readonly errors: number;
  readonly rareKeys: number;
  readonly tags: ReadonlyMap<string, SideTag>;
  readonly run: Run | null;
}

const FEW_VALUES = 8;

export function readCompareSides(here: Connection, params: CompareParams, tell: TellProgress): ComparedSides {
  const { choice, scope, other } = params;
  makeRoomFor("tags");
  return openFiles(here, other, (files) => {
    const sides = findSides(files, choice, scope);
    const reading = hasManySpans(files, sides) ? "sample" : params.reading;
    const [baseline, candidate] = [
      readSide(files, sides.baseline, reading, tell),
      readSide(files, sides.candidate, reading, tell),
    ];
    const count = (key: string, countOf: (side: SideContent) => number): ComparedProperty => ({
      what: "count",
      key,
      baseline: countOf(baseline),
      candidate: countOf(candidate),
    });
    const spans = count("spans", (side) => side.count);
    const errors = baseline.errors + candidate.errors > 0 ? [count("errors", (side) => side.errors)] : [];
    const keys = [...new Set([...baseline.tags.keys(), ...candidate.tags.keys()])];
    const tags = keys
      .map((key) => compareTag(key, baseline.tags.get(key), candidate.tags.get(key)))
      .filter((property) => property !== null);
    const rare =
      baseline.rareKeys + candidate.rareKeys > 0
        ? [count("rarer tag keys, not compared", (side) => side.rareKeys)]
        : [];
    const properties = [spans, ...errors, ...tags, ...rare, ...compareRuns(baseline.run, candidate.run)];
    return {
      properties: properties.sort((x, y) => differenceOf(y) - differenceOf(x)),
      basis: basisOf({ by: sides.by, baseline, candidate }),
    };
  });
}

function readSide(files: Files, side: Side, reading: Reading | undefined, tell: TellProgress): SideContent {
  const db = fileOf(files, side);
  const scoped = resolveSide(db, side.scope);
  const columns = readColumns(db, scoped, { ...(reading && { reading }), inherited: false, tell });
  const tags = new Map<string, SideTag>();
  for (const column of columns.tags) {
    // If spans of several names carry a key, the most frequent column counts.
    if ((tags.get(column.key)?.column.count ?? 0) < column.count) tags.set(column.key, summarizeTag(column));
  }
  const { basis, rareKeys } = columns;
  const errors = estimateCount(columns.error?.count ?? 0, basis);
  return { basis, count: estimateCount(columns.count, basis), errors, rareKeys, tags, run: scoped.run };
}

function summarizeTag(column: TagColumn): SideTag {
  if (column.kind === "number") {
    const numbers = column.numbers().filter((value) => !Number.isNaN(value));
    return { column, median: numbers.length > 0 ? quantile(numbers.sort(), 0.5) : null, shares: null };
  }
  if (column.capped || column.values.length > FEW_VALUES) return { column, median: null, shares: null };
  const counts = new Array<number>(column.values.length).fill(0);
  for (const code of column.codes()) if (code > MISSING_CODE) counts[code] = (counts[code] ?? 0) + 1;
  const shares = new Map(column.values.map((value, code) => [value, (counts[code] ?? 0) / column.count]));
  return { column, median: null, shares };
}

function compareTag(
  key: string,
  baseline: SideTag | undefined,
  candidate: SideTag | undefined,
): ComparedProperty | null {
  if ((baseline?.median ?? null) !== null || (candidate?.median ?? null) !== null)
    return { what: "median", key, baseline: baseline?.median ?? null, candidate: candidate?.median ?? null };
  if (!baseline?.shares && !candidate?.shares) return null;
  const values = [...new Set([...(baseline?.shares?.keys() ?? []), ...(candidate?.shares?.keys() ?? [])])];
  const shares = values.map((value) => ({
    value,
    baseline: baseline?.shares?.get(value) ?? 0,
    candidate: candidate?.shares?.get(value) ?? 0,
  }));
  // The value that differs most; if none does, the rarest, which is the more telling one.
  const [first] = shares.sort((x, y) => gapOf(y) - gapOf(x) || x.baseline - y.baseline);
  return first && shares.length > 1 ? { what: "share", key, ...first } : null;
}

function gapOf({ baseline, candidate }: { readonly baseline: number; readonly candidate: number }): number {
  return Math.abs(baseline - candidate);
}

/** 0 to 1: how far apart two sides are. A text of the run that differs stands first: it may be the cause. */
function differenceOf(property: ComparedProperty): number {
  if (property.what === "text") return property.baseline === property.candidate ? 0 : 1;
  const { baseline, candidate } = property;
  if (baseline === null || candidate === null) return baseline === candidate ? 0 : 1;
  if (property.what === "share") return Math.abs(candidate - baseline);
  const larger = Math.max(Math.abs(baseline), Math.abs(candidate));
  return larger === 0 ? 0 : Math.min(1, Math.abs(candidate - baseline) / larger);
}

function compareRuns(baseline: Run | null, candidate: Run | null): ComparedProperty[] {
  return (["command", "node", "host"] as const)
    .map((key) => ({
      what: "text" as const,
      key,
      baseline: baseline?.[key] ?? null,
      candidate: candidate?.[key] ?? null,
    }))
    .filter((property) => property.baseline !== null || property.candidate !== null);
}

export const compareSides = defineQuery({
  params: v.object({ ...compared.entries, reading }),
  urgency: "long",
  run: (db, params, context) => readCompareSides(db, withOther(params, context), context.tell),
});
