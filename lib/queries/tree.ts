/** The tree of a span: its root, all descendants of the root, and the time of each name. */

import * as v from "valibot";
import { labelRoot, labelSpans, type OwnTags, type RootLabel } from "../analysis/tree-labels.ts";
import { createFinder } from "../columns/finder.ts";
import { readParents } from "../columns/parents.ts";
import type { ParentSource } from "../model/run.ts";
import { cutText } from "../model/shown-text.ts";
import { findSelfTimes } from "../stats/intervals.ts";
import { firstNotBelow } from "../stats/order.ts";
import { mapFloats, mapInts } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readAncestors } from "./sql/ancestors.ts";
import { findLinkedSpans } from "./sql/linked-spans.ts";
import { readScatteredTags, readTagsBetween } from "./sql/tags.ts";
import {
  findEnclosed,
  orderTree,
  pickRows,
  type RangeSpans,
  readRangeSpans,
  readSpansOf,
  type TreeOrder,
} from "./sql/tree-spans.ts";

/** More rows take longer to send than to read; 20,000 are about 1 MB. */
export const MAX_ROWS = 20_000;
const MAX_NAMES = 100;
/** If the ids are sparser than one in this many, tags are looked up span by span. */
const SPARSE = 8;
/** Of the root's tag beside its name. */
const MAX_LABEL = 80;
const LABEL_TAGS = { characters: MAX_LABEL + 1, tags: 200_000 };

/** The rows of a waterfall as columns; parents come before their children. */
export interface TreeRows {
  readonly ids: readonly number[];
  /** Index in `SpanTree.names`. */
  readonly names: readonly number[];
  readonly levels: readonly number[];
  /** Seconds since the earliest start of the tree. */
  readonly starts: readonly number[];
  /** Seconds; null if the file holds no number. */
  readonly durations: readonly (number | null)[];
  /** Self time in seconds. */
  readonly selfs: readonly number[];
  readonly labels: readonly string[];
}

export interface NameShare {
  /** Index in `SpanTree.names`. */
  readonly name: number;
  readonly count: number;
  /** Seconds. */
  readonly total: number;
  readonly self: number;
}

export interface SpanTree {
  readonly rootId: number;
  readonly rootLabel: RootLabel | null;
  readonly source: ParentSource;
  /** Spans of the tree; `rows` holds at most `MAX_ROWS` of them. */
  readonly count: number;
  readonly levels: number;
  /** Seconds since the epoch; null if no span has a numeric start. */
  readonly start: number | null;
  /** Seconds from the first start to the last end. */
  readonly duration: number;
  readonly names: readonly string[];
  readonly rows: TreeRows;
  /** Error types by row index. */
  readonly failed: Readonly<Record<number, string>>;
  /** Over all spans of the tree, the largest self time first; at most `MAX_NAMES`. */
  readonly shares: readonly NameShare[];
  readonly nameCount: number;
  /** Seconds, over all names. */
  readonly self: number;
  /** The id range of its spans, for SQL. */
  readonly firstId: number;
  readonly lastId: number;
}

/** Null if there is no span with that id. */
export function readTree(db: Connection, { id }: { readonly id: number }): SpanTree | null {
  if (db.prepare("SELECT 1 FROM spans WHERE id = ?").get(id) === undefined) return null;
  const { ids: ancestors, source } = readAncestors(db, id);
  const rootId = ancestors.at(-1) ?? id;
  const { spans, parents } = readTreeSpans(db, rootId, source);
  const wanted = firstNotBelow(spans.ids, id);
  const order = orderTree(spans, parents, firstNotBelow(spans.ids, rootId));
  const selfs = findSelfTimes(spans, parents);
  const indices = pickRows(order, spans, parents, wanted, MAX_ROWS);
  const rootLabel = labelRoot(readRootTags(db, rootId));
  const extent = findExtent(spans, order.indices);
  const shares = shareByName(spans, order.indices, selfs);
  return {
    rootId,
    rootLabel: rootLabel && { ...rootLabel, value: cutText(rootLabel.value, MAX_LABEL) },
    source,
    count: order.indices.length,
    levels: order.indices.reduce((max, index) => Math.max(max, (order.levels[index] ?? 0) + 1), 0),
    start: extent.start,
    duration: extent.duration,
    names: spans.names,
    rows: makeRows(spans, order, indices, selfs, {
      start: extent.start ?? 0,
      labels: labelRows(spans, indices, readOwnTags(db, spans, indices), rootLabel),
    }),
    failed: readFailed(db, spans, indices),
    shares: shares.slice(0, MAX_NAMES),
    nameCount: shares.length,
    self: shares.reduce((sum, share) => sum + share.self, 0),
    firstId: spans.ids[0] ?? rootId,
    lastId: spans.ids.at(-1) ?? rootId,
  };
}

interface TreeSpans {
  readonly spans: RangeSpans;
  /** Index of the parent among the same spans, or `NO_PARENT`. */
  readonly parents: Int32Array;
}

/** All spans below a span, and that span. */
export function readTreeSpans(db: Connection, rootId: number, source: ParentSource): TreeSpans {
  return source === "recorded" ? readLinkedTree(db, rootId) : readEnclosedTree(db, rootId);
}

function readLinkedTree(db: Connection, rootId: number): TreeSpans {
  const linked = findLinkedSpans(db, rootId);
  const spans = readSpansOf(db, linked.ids);
  const find = createFinder(spans.ids);
  const findLink = createFinder(linked.ids);
  return { spans, parents: mapInts(spans.ids, (id) => find(linked.parentIds[findLink(id)] ?? Number.NaN)) };
}

function readEnclosedTree(db: Connection, rootId: number): TreeSpans {
  const spans = readRangeSpans(db, findEnclosed(db, rootId));
  return { spans, parents: readParents(db, spans).parents };
}

function findExtent({ starts, durations }: RangeSpans, indices: Uint32Array) {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const index of indices) {
    const start = starts[index] ?? Number.NaN;
    if (!Number.isFinite(start)) continue;
    first = Math.min(first, start);
    last = Math.max(last, start + Math.max(0, durations[index] || 0));
  }
  return last < first ? { start: null, duration: 0 } : { start: first, duration: last - first };
}

function makeRows(
  spans: RangeSpans,
  { levels }: TreeOrder,
  indices: Uint32Array,
  selfs: Float64Array,
  { start, labels }: { readonly start: number; readonly labels: readonly string[] },
): TreeRows {
  const column = <Value>(read: (index: number) => Value) => Array.from(indices, read);
  return {
    ids: column((index) => spans.ids[index] ?? 0),
    names: column((index) => spans.codes[index] ?? 0),
    levels: column((index) => levels[index] ?? 0),
    starts: column((index) => (spans.starts[index] ?? Number.NaN) - start || 0),
    durations: column((index) => finiteOrNull(spans.durations[index])),
    selfs: column((index) => selfs[index] ?? 0),
    labels,
  };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function readRootTags(db: Connection, rootId: number): OwnTags {
  return new Map(readTagsBetween(db, rootId, rootId, LABEL_TAGS).map(({ key, value }) => [key, value]));
}

function readOwnTags(db: Connection, { ids }: RangeSpans, indices: Uint32Array): ReadonlyMap<number, OwnTags> {
  const shown = mapFloats(indices, (index) => ids[index] ?? 0).sort();
  const wanted = new Map<number, Map<string, string>>(Array.from(shown, (id) => [id, new Map()]));
  const first = shown[0] ?? 0;
  const last = shown.at(-1) ?? 0;
  const near = last - first < shown.length * SPARSE;
  const tags = near ? readTagsBetween(db, first, last, LABEL_TAGS) : readScatteredTags(db, [...shown]);
  for (const { spanId, key, value } of tags) wanted.get(spanId)?.set(key, value);
  return wanted;
}

function labelRows(
  { ids, codes }: RangeSpans,
  indices: Uint32Array,
  tags: ReadonlyMap<number, OwnTags>,
  rootLabel: RootLabel | null,
): string[] {
  const rows = new Map<number, number[]>();
  indices.forEach((index, row) => {
    const code = codes[index] ?? 0;
    const own = rows.get(code);
    if (own) own.push(row);
    else rows.set(code, [row]);
  });
  const labels = Array.from(indices, () => "");
  for (const own of rows.values()) {
    const found = labelSpans(own.map((row) => tags.get(ids[indices[row] ?? 0] ?? 0) ?? new Map()));
    own.forEach((row, index) => {
      labels[row] = found[index] ?? "";
    });
  }
  if (labels[0] === "") labels[0] = rootLabel?.short ?? "";
  return labels;
}

function readFailed(db: Connection, { ids }: RangeSpans, indices: Uint32Array): Record<number, string> {
  if (!sideTables(db).has("span_errors")) return {};
  const rows = new Map(Array.from(indices, (index, row) => [ids[index] ?? 0, row]));
  const shown = Float64Array.from(rows.keys()).sort();
  const errors = db
    .prepare<[number, number], { id: number; type: string }>(
      "SELECT span_id AS id, CAST(type AS TEXT) AS type FROM span_errors WHERE span_id BETWEEN ? AND ?",
    )
    .iterate(shown[0] ?? 0, shown.at(-1) ?? 0);
  const failed: Record<number, string> = {};
  for (const { id, type } of errors) {
    const row = rows.get(id);
    if (row !== undefined) failed[row] = type;
  }
  return failed;
}

function shareByName({ codes, durations }: RangeSpans, indices: Uint32Array, selfs: Float64Array): NameShare[] {
  const shares = new Map<number, { name: number; count: number; total: number; self: number }>();
  for (const index of indices) {
    const name = codes[index] ?? 0;
    const share = shares.get(name) ?? { name, count: 0, total: 0, self: 0 };
    share.count++;
    share.total += durations[index] || 0;
    share.self += selfs[index] ?? 0;
    shares.set(name, share);
  }
  return [...shares.values()].sort((a, b) => b.self - a.self || a.name - b.name);
}

export const tree = defineQuery({
  params: v.object({ id: spanId }),
  urgency: "first",
  run: readTree,
});
