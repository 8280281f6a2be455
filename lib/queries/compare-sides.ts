/** How two sides differ apart from durations: span counts, tags, and how their programs were started. */

import type { TagColumn } from "../columns/columns.ts";
import { readColumns } from "../columns/read-columns.ts";
import { MISSING_CODE } from "../columns/tag-values.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Run } from "../model/run.ts";
import { quantile } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, withOther } from "./compare-start.ts";
import { compared } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { type Files, findSides, openFiles, type Side } from "./sql/sides.ts";

/** One line; null for a side without it. */
export type ComparedProperty =
  | { readonly what: "count"; readonly key: string; readonly a: number; readonly b: number }
  | { readonly what: "median"; readonly key: string; readonly a: number | null; readonly b: number | null }
  /** Of the spans that carry the tag, 0 to 1. */
  | { readonly what: "share"; readonly key: string; readonly value: string; readonly a: number; readonly b: number }
  | { readonly what: "text"; readonly key: string; readonly a: string | null; readonly b: string | null };

interface SideTag {
  readonly column: TagColumn;
  readonly median: number | null;
  /** By value, for tags with few values. */
  readonly shares: ReadonlyMap<string, number> | null;
}

interface SideContent {
  readonly count: number;
  readonly rareKeys: number;
  readonly tags: ReadonlyMap<string, SideTag>;
  readonly run: Run | null;
}

const FEW_VALUES = 8;

export function readCompareSides(here: Connection, params: CompareParams, tell: TellProgress): ComparedProperty[] {
  const { choice, scope, other } = params;
  return openFiles(here, other, (files) => {
    const sides = findSides(files, choice, scope);
    const [a, b] = [readSide(files, sides.a, tell), readSide(files, sides.b, tell)];
    const spans: ComparedProperty = { what: "count", key: "spans", a: a.count, b: b.count };
    const keys = [...new Set([...a.tags.keys(), ...b.tags.keys()])];
    const tags = keys
      .map((key) => compareTag(key, a.tags.get(key), b.tags.get(key)))
      .filter((property) => property !== null);
    const rare: ComparedProperty[] =
      a.rareKeys + b.rareKeys > 0
        ? [{ what: "count", key: "rarer tag keys, not compared", a: a.rareKeys, b: b.rareKeys }]
        : [];
    return [spans, ...tags, ...rare, ...compareRuns(a.run, b.run)];
  });
}

function readSide(files: Files, side: Side, tell: TellProgress): SideContent {
  const db = fileOf(files, side);
  const scoped = resolveScope(db, side.scope);
  const columns = readColumns(db, scoped, { inherited: false, tell });
  const tags = new Map<string, SideTag>();
  for (const column of columns.tags) {
    // If spans of several names carry a key, the most frequent column counts.
    if ((tags.get(column.key)?.column.count ?? 0) < column.count) tags.set(column.key, summarizeTag(column));
  }
  return { count: columns.count, rareKeys: columns.rareKeys, tags, run: scoped.run };
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

function compareTag(key: string, a: SideTag | undefined, b: SideTag | undefined): ComparedProperty | null {
  if ((a?.median ?? null) !== null || (b?.median ?? null) !== null)
    return { what: "median", key, a: a?.median ?? null, b: b?.median ?? null };
  if (!a?.shares && !b?.shares) return null;
  const values = [...new Set([...(a?.shares?.keys() ?? []), ...(b?.shares?.keys() ?? [])])];
  const shares = values.map((value) => ({
    value,
    a: a?.shares?.get(value) ?? 0,
    b: b?.shares?.get(value) ?? 0,
  }));
  // The value that differs most; if none does, the rarest, which is the more telling one.
  const [first] = shares.sort((x, y) => Math.abs(y.a - y.b) - Math.abs(x.a - x.b) || x.a - y.a);
  return first && shares.length > 1 ? { what: "share", key, ...first } : null;
}

function compareRuns(a: Run | null, b: Run | null): ComparedProperty[] {
  return (["command", "node", "host"] as const)
    .map((key) => ({ what: "text" as const, key, a: a?.[key] ?? null, b: b?.[key] ?? null }))
    .filter((property) => property.a !== null || property.b !== null);
}

export const compareSides = defineQuery({
  params: compared,
  urgency: "long",
  run: (db, params, context) => readCompareSides(db, withOther(params, context), context.tell),
});
