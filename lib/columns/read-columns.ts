/** Reads the spans of a scope with their tags into columns: what plots, comparisons and "why slow" reckon with. */

import type { Progress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";
import { findAncestors } from "./ancestors.ts";
import type { SpanColumns, TagColumn } from "./columns.ts";
import { readParents } from "./parents.ts";
import { readTagValues } from "./read-tags.ts";
import { type ColumnSource, readSpanRange, type SpanRange } from "./span-range.ts";
import { makeInheritedColumns, makeOwnColumn } from "./tag-column.ts";
import type { FinishedValues } from "./tag-values.ts";

/** A million spans with three million tags take about 200 MB while they are read. */
const MOST_SPANS = 1_000_000;

export interface ColumnOptions {
  /** Keys of tags that are needed; all of them by default. */
  readonly keys?: readonly string[];
  /** Keys that are needed however rare they are. */
  readonly also?: readonly string[];
  /** Whether tags of ancestors are needed too; they are by default. */
  readonly inherited?: boolean;
  /** The newest spans of the window that are looked at, at most. */
  readonly most?: number;
  readonly tell?: (progress: Progress) => void;
}

/** @param source a `ScopedSpans` */
export function readColumns(db: Connection, source: ColumnSource, options: ColumnOptions = {}): SpanColumns {
  const { inherited = true, most = MOST_SPANS, tell } = options;
  const teller = (what: string) => (done: number, total: number) => tell?.({ what, done, total });
  const range = readSpanRange(db, source, most, teller("Reading spans"));
  const keys = options.keys && new Set(options.keys);
  const wanted = range.count > 0 && keys?.size !== 0;
  const found = wanted && inherited ? readParents(db, range) : undefined;
  const ancestors = found && findAncestors(range, found.parents);
  const needed = Uint8Array.from(range.rows, (row) => (row >= 0 ? 1 : 0));
  for (const place of ancestors?.places ?? []) needed[place] = 1;
  const request = { range, needed, keys };
  const read = wanted ? readTagValues(db, request, options.also ?? [], teller("Reading tags")) : NO_TAGS;
  const values = read.values.map((one) => one.finish());
  const tags = values.map((one) => makeOwnColumn(range, one)).filter((column) => column.count > 0);
  if (ancestors) {
    for (const all of groupByKey(values)) tags.push(...makeInheritedColumns(range, ancestors, all));
  }
  const { keyCount, rareKeys } = read;
  return { ...pickScoped(range), tags, keyCount, rareKeys, parents: found?.source ?? null };
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

/** Names are numbered anew: only those in scope count. */
function pickScoped(range: SpanRange): Omit<SpanColumns, "tags" | "keyCount" | "rareKeys" | "parents"> {
  const { ids, starts, durations, count, cut } = range;
  const pick = (values: Float64Array) => values.filter((_, place) => (range.rows[place] as number) >= 0);
  const codes = new Map<number, number>();
  const name = range.names.filter((_, place) => (range.rows[place] as number) >= 0);
  for (const [row, code] of name.entries()) {
    const known = codes.get(code) ?? codes.size;
    codes.set(code, known);
    name[row] = known;
  }
  const names = [...codes.keys()].map((code) => range.nameTexts[code] ?? "");
  return { count, cut, id: pick(ids), start: pick(starts), duration: pick(durations), name, names };
}

/** The column of a key: the spans' own, or else the inherited one that most of them have. */
export function findTag({ tags }: SpanColumns, key: string): TagColumn | undefined {
  const [first, ...rest] = tags.filter((column) => column.key === key);
  return rest.reduce((best, next) => (best && isBetter(next, best) ? next : best), first);
}

function isBetter(next: TagColumn, best: TagColumn): boolean {
  if (next.inherited !== best.inherited) return best.inherited;
  return next.count > best.count;
}
