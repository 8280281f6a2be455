/** Reads the spans of a scope and their tags, own and inherited, into columns: the input of every analysis. */

import type { Progress } from "../model/progress.ts";
import { mapBytes } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { findAncestors } from "./ancestors.ts";
import type { SpanColumns, TagColumn } from "./columns.ts";
import { readErrors } from "./read-errors.ts";
import { readTagValues } from "./read-tags.ts";
import { readRunParameters } from "./run-parameters.ts";
import { listRunValues, placeRuns } from "./run-places.ts";
import { type ColumnSource, type Reading, readSpanRange, type SpanRange } from "./span-range.ts";
import { readSpanTree } from "./span-tree.ts";
import { makeInheritedColumns, makeOwnColumn } from "./tag-columns.ts";
import type { FinishedValues, TagValues } from "./tag-values.ts";

export interface ColumnOptions {
  /** `exact` by default. */
  readonly reading?: Reading;
  /** Tag keys to read; all by default. */
  readonly keys?: readonly string[];
  /** Keys to include however rare they are. */
  readonly also?: readonly string[];
  /** Whether to read the tags of ancestors too; true by default. */
  readonly inherited?: boolean;
  readonly tell?: (progress: Progress) => void;
}

/** @param source a `ScopedSpans` */
export function readColumns(db: Connection, source: ColumnSource, options: ColumnOptions = {}): SpanColumns {
  const { reading = "exact", inherited = true, tell } = options;
  const teller = (what: string) => (done: number, total: number) => tell?.({ what, done, total });
  const range = readSpanRange(db, source, reading, teller("Reading spans"));
  const keys = options.keys && new Set(options.keys);
  const wanted = range.count > 0 && keys?.size !== 0;
  const found = wanted && inherited ? range.parents() : undefined;
  const runs = found && readRuns(db, range);
  const family = found && (runs ? placeRuns(range, found.parents, runs) : { range, parents: found.parents });
  const ancestors = family && findAncestors(family.range, family.parents);
  const needed = mapBytes(range.rows, (row) => (row >= 0 ? 1 : 0));
  for (const place of ancestors?.places ?? []) needed[place] = 1;
  const request = { range, needed, keys };
  const read = wanted ? readTagValues(db, request, options.also ?? [], teller("Reading tags")) : NO_TAGS;
  const ofRuns = runs && family ? listRunValues(runs, family, keys, read.values) : [];
  const values = read.values.map((one) => one.finish());
  const tags = values.map((one) => makeOwnColumn(range, one)).filter((column) => column.count > 0);
  if (ancestors) {
    const all = [...values, ...ofRuns.map((one) => one.finish())];
    tags.push(...makeInheritedColumns(family.range, ancestors, groupByKey(all)));
  }
  const { rareKeys } = read;
  const keyCount = read.keyCount + countNew(ofRuns, values);
  const tree = found ? readSpanTree(db, range, found.parents) : null;
  return {
    ...pickScoped(range),
    error: readErrorColumn(db, range),
    tags,
    keyCount,
    rareKeys,
    parents: found?.source ?? null,
    tree,
  };
}

function readRuns(db: Connection, { ids }: SpanRange) {
  return readRunParameters(db, ids[0] as number, ids.at(-1) as number);
}

/** Keys that no span has. */
function countNew(ofRuns: readonly TagValues[], values: readonly FinishedValues[]): number {
  const known = new Set(values.map(({ key }) => key));
  return ofRuns.filter(({ key }) => !known.has(key)).length;
}

/** @param range without rows, if all spans are in scope */
export function readErrorColumn(db: Connection, range: SpanRange): TagColumn | null {
  const values = readErrors(db, range);
  return values && makeOwnColumn(range, values);
}

const NO_TAGS = { values: [], keyCount: 0, rareKeys: 0 };

function groupByKey(values: readonly FinishedValues[]): FinishedValues[][] {
  const groups = new Map<string, FinishedValues[]>();
  for (const one of values) {
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return [...groups.values()];
}

type OfSpans = Omit<SpanColumns, "error" | "tags" | "keyCount" | "rareKeys" | "parents" | "tree">;

/** The columns without tags; their names are renumbered, keeping only those in scope. */
export function pickScoped(range: SpanRange): OfSpans {
  const { ids, starts, durations, names, nameTexts, count, basis, blockOf, sample } = range;
  const blocks = blockOf && sample && { of: pickRows(range, blockOf, new Int32Array(count)), sample };
  if (count === ids.length) {
    // All are in scope: their columns are those that were read. Names got their codes in the order of the spans.
    let last = -1;
    for (const code of names) if (code > last) last = code;
    const own = { id: ids, start: starts, duration: durations, name: names };
    return { count, basis, blocks, ...own, names: nameTexts.slice(0, last + 1) };
  }
  const codes = new Map<number, number>();
  const name = pickRows(range, names, new Int32Array(count));
  for (let row = 0; row < count; row++) {
    const code = name[row] as number;
    const own = codes.get(code) ?? codes.size;
    codes.set(code, own);
    name[row] = own;
  }
  const pick = (values: ArrayLike<number>) => pickRows(range, values, new Float64Array(count));
  const texts = [...codes.keys()].map((code) => nameTexts[code] ?? "");
  return { count, basis, blocks, id: pick(ids), start: pick(starts), duration: pick(durations), name, names: texts };
}

/** Copies the values of spans in scope, by row; `filter` would take three times the memory. */
export function pickRows<Values extends Float64Array | Int32Array>(
  { rows }: Pick<SpanRange, "rows">,
  from: ArrayLike<number>,
  to: Values,
): Values {
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    if (row >= 0) to[row] = from[place] as number;
  }
  return to;
}

/** The column of a key: the spans' own if there is one, else the inherited one with the most values. */
export function findTag({ tags }: SpanColumns, key: string): TagColumn | undefined {
  const [first, ...rest] = tags.filter((column) => column.key === key);
  return rest.reduce((best, next) => (best && isBetter(next, best) ? next : best), first);
}

function isBetter(next: TagColumn, best: TagColumn): boolean {
  if (next.inherited !== best.inherited) return best.inherited;
  return next.count > best.count;
}
