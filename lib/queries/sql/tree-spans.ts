/** Reads the spans of a tree, within their range of ids only, and orders them for a waterfall. */

import { createFinder } from "../../columns/finder.ts";
import { scanRows } from "../../columns/scan-rows.ts";
import { GrowingFloats, GrowingInts } from "../../stats/growing.ts";
import { NO_PARENT, type SpanTimes } from "../../stats/intervals.ts";
import type { Connection } from "../../store/driver.ts";

export interface RangeSpans extends SpanTimes {
  /** Index of each span's name in `names`. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

const COLUMNS = "id, CAST(name AS TEXT), start, duration";
/** If more than one id in this many is needed, the whole range is read. */
const SPARSE = 8;
const IDS_AT_ONCE = 50_000;

/** All spans in a range of ids, as columns. */
export function readRangeSpans(db: Connection, { firstId, lastId }: TreeRange): RangeSpans {
  const reading = startReading();
  scanRows(db, COLUMNS, IN_RANGE, [firstId, lastId], reading.take);
  return reading.finish();
}

/** The existing spans among these ids. @param ids ascending */
export function readSpansOf(db: Connection, ids: Float64Array): RangeSpans {
  const reading = startReading();
  const firstId = ids[0] ?? 0;
  const lastId = ids.at(-1) ?? 0;
  if (lastId - firstId < ids.length * SPARSE) {
    const find = createFinder(ids);
    scanRows(db, COLUMNS, IN_RANGE, [firstId, lastId], (id, name, start, duration) => {
      if (find(id) >= 0) reading.take(id, name, start, duration);
    });
    return reading.finish();
  }
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE)
    scanRows(db, COLUMNS, OF_IDS, [JSON.stringify([...ids.subarray(from, from + IDS_AT_ONCE)])], reading.take);
  return reading.finish();
}

// Without a LIMIT, SQLite drops the ORDER BY of a subquery.
const IN_RANGE = "(SELECT * FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT -1)";
const OF_IDS = "(SELECT s.* FROM json_each(?) AS list CROSS JOIN spans AS s ON s.id = list.value LIMIT -1)";

function startReading() {
  const ids = new GrowingFloats();
  const starts = new GrowingFloats();
  const durations = new GrowingFloats();
  const codes = new GrowingInts();
  const nameCodes = new Map<string | null, number>();
  return {
    take(id: number, name: string | null, start: unknown, duration: unknown) {
      const code = nameCodes.get(name) ?? nameCodes.size;
      if (code === nameCodes.size) nameCodes.set(name, code);
      ids.push(id);
      starts.push(typeof start === "number" ? start : Number.NaN);
      durations.push(typeof duration === "number" ? duration : Number.NaN);
      codes.push(code);
    },
    finish: (): RangeSpans => ({
      ids: ids.view,
      starts: starts.view,
      durations: durations.view,
      codes: codes.view,
      names: [...nameCodes.keys()].map((name) => name ?? ""),
    }),
  };
}

export interface TreeOrder {
  /** Indices of the tree's spans in pre-order, siblings by start. */
  readonly indices: Uint32Array;
  /** By index: 0 for the root, −1 for spans of other trees. */
  readonly levels: Int32Array;
}

/** @param parents free of cycles */
export function orderTree(spans: SpanTimes, parents: Int32Array, root: number): TreeOrder {
  const { first, children } = listChildren(parents);
  const levels = new Int32Array(parents.length).fill(-1);
  const indices: number[] = [];
  const stack = [root];
  levels[root] = 0;
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    indices.push(index);
    const own = children.subarray(first[index], first[index + 1]);
    own.sort((a, b) => (spans.starts[a] ?? 0) - (spans.starts[b] ?? 0) || a - b);
    for (let at = own.length - 1; at >= 0; at--) {
      const child = own[at] ?? 0;
      levels[child] = (levels[index] ?? 0) + 1;
      stack.push(child);
    }
  }
  return { indices: Uint32Array.from(indices), levels };
}

/** The children of a span are `children[first[index]]` up to but excluding `children[first[index + 1]]`. */
function listChildren(parents: Int32Array): { first: Uint32Array; children: Uint32Array } {
  const first = new Uint32Array(parents.length + 1);
  for (const parent of parents) if (parent !== NO_PARENT) first[parent + 1] = (first[parent + 1] ?? 0) + 1;
  for (let index = 0; index < parents.length; index++) first[index + 1] = (first[index + 1] ?? 0) + (first[index] ?? 0);
  const next = first.slice();
  const children = new Uint32Array(first[parents.length] ?? 0);
  parents.forEach((parent, child) => {
    if (parent === NO_PARENT) return;
    const at = next[parent] ?? 0;
    children[at] = child;
    next[parent] = at + 1;
  });
  return { first, children };
}

/** The maximum share of rows for the requested span and its ancestors; its descendants get as much. */
const AROUND_SHARE = 0.25;

/**
 * Selects the spans to show if a tree has too many: those nearest to one span, then level by level from the root; of
 * the level that does not fit, the longest.
 * @returns indices in tree order
 */
export function pickRows(
  { indices, levels }: TreeOrder,
  { durations }: SpanTimes,
  parents: Int32Array,
  wanted: number,
  max: number,
): Uint32Array {
  if (indices.length <= max) return indices;
  const picked = new Set<number>(indices.subarray(0, 1));
  const around = Math.floor(max * AROUND_SHARE);
  for (let index = wanted, left = around; index !== NO_PARENT && left > 0; index = parents[index] ?? NO_PARENT, left--)
    picked.add(index);
  const at = indices.indexOf(wanted);
  for (const index of indices.subarray(at + 1, at + 1 + around)) {
    if ((levels[index] ?? 0) <= (levels[wanted] ?? 0)) break;
    picked.add(index);
  }
  const ranked = indices
    .slice()
    .sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0) || (durations[b] || 0) - (durations[a] || 0));
  for (const index of ranked) {
    if (picked.size >= max) break;
    picked.add(index);
  }
  return indices.filter((index) => picked.has(index));
}

const FIRST_STEP = 1_000;

export interface TreeRange {
  readonly firstId: number;
  readonly lastId: number;
}

/** Covers every span that the root encloses, even if a tool merged files. 0.1 µs per span before the root. */
export function findEnclosed(db: Connection, rootId: number): TreeRange {
  const first = db
    .prepare<[number, number], number | null>(
      `SELECT min(s.id) FROM spans AS root CROSS JOIN spans AS s
       WHERE root.id = ? AND s.id <= ? AND s.start >= root.start AND s.start + s.duration <= root.start + root.duration`,
    )
    .pluck()
    .get(rootId, rootId);
  return { firstId: first ?? rootId, lastId: rootId };
}

/**
 * Spans are written as they end, so those that a span awaited have lower ids, down to where all spans ended before it
 * began. Steps double, so at most twice as much as needed is read.
 */
export function findWaitedFor(db: Connection, rootId: number): TreeRange {
  const start = db.prepare<[number], unknown>("SELECT start FROM spans WHERE id = ?").pluck().get(rootId);
  const below = db.prepare<[object], { reach: number | null; next: number | null }>(
    `SELECT max(start + duration) AS reach, (SELECT max(id) FROM spans WHERE id < @below) AS next
     FROM spans WHERE id >= @from AND id < @below`,
  );
  let id = rootId;
  for (let step = FIRST_STEP; ; step *= 2) {
    const { reach = null, next = null } = below.get({ below: id, from: id - step }) ?? {};
    if (next === null) return { firstId: id, lastId: rootId };
    // Deleted spans leave gaps in the ids.
    if (next < id - step) id = next + 1;
    else id -= step;
    // Includes this step, as the clock may have been set in the meantime.
    if (typeof start === "number" && reach !== null && reach < start) return { firstId: id, lastId: rootId };
  }
}
