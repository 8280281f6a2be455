/** The spans of a tree in the order in which a waterfall shows them. */
import type { Connection } from "../driver.ts";
import { NO_PARENT, type SpanTimes } from "../stats/containment.ts";
import type { TreeRange } from "./tree-range.ts";

export interface RangeSpans extends SpanTimes {
  /** Index of each span's name in `names`. */
  readonly codes: Uint32Array;
  readonly names: readonly string[];
}

/** All spans of a range of ids, as columns. */
export function readRangeSpans(db: Connection, { firstId, lastId }: TreeRange): RangeSpans {
  const ids: number[] = [];
  const starts: number[] = [];
  const durations: number[] = [];
  const codes: number[] = [];
  const known = new Map<string | null, number>();
  const rows = db
    .prepare<[number, number], [number, string | null, unknown, unknown]>(
      "SELECT id, CAST(name AS TEXT), start, duration FROM spans WHERE id BETWEEN ? AND ? ORDER BY id",
    )
    .raw()
    .iterate(firstId, lastId);
  for (const [id, name, start, duration] of rows) {
    const code = known.get(name) ?? known.size;
    if (code === known.size) known.set(name, code);
    ids.push(id);
    starts.push(typeof start === "number" ? start : Number.NaN);
    durations.push(typeof duration === "number" ? duration : Number.NaN);
    codes.push(code);
  }
  return {
    ids: Float64Array.from(ids),
    starts: Float64Array.from(starts),
    durations: Float64Array.from(durations),
    codes: Uint32Array.from(codes),
    names: [...known.keys()].map((name) => name ?? ""),
  };
}

export interface TreeOrder {
  /** Places of the tree's spans: a parent before its children, these by their starts. */
  readonly places: Uint32Array;
  /** By place: 0 for the root, −1 for spans of other trees. */
  readonly levels: Int32Array;
}

/** @param parents without circles */
export function orderTree(spans: SpanTimes, parents: Int32Array, root: number): TreeOrder {
  const { first, children } = listChildren(parents);
  const levels = new Int32Array(parents.length).fill(-1);
  const places: number[] = [];
  const stack = [root];
  levels[root] = 0;
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    places.push(place);
    const own = children.subarray(first[place], first[place + 1]);
    own.sort((a, b) => (spans.starts[a] ?? 0) - (spans.starts[b] ?? 0) || a - b);
    for (let at = own.length - 1; at >= 0; at--) {
      const child = own[at] ?? 0;
      levels[child] = (levels[place] ?? 0) + 1;
      stack.push(child);
    }
  }
  return { places: Uint32Array.from(places), levels };
}

/** The children of the span at `place` lie in `children` from `first[place]` to before `first[place + 1]`. */
function listChildren(parents: Int32Array): { first: Uint32Array; children: Uint32Array } {
  const first = new Uint32Array(parents.length + 1);
  for (const parent of parents) if (parent !== NO_PARENT) first[parent + 1] = (first[parent + 1] ?? 0) + 1;
  for (let place = 0; place < parents.length; place++) first[place + 1] = (first[place + 1] ?? 0) + (first[place] ?? 0);
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

/**
 * Which of a tree's spans are shown when they are too many: level by level from the root, of the level that does not fit
 * the longest, and always the way down to one span.
 * @returns places in the order of the tree
 */
export function pickRows(
  { places, levels }: TreeOrder,
  { durations }: SpanTimes,
  parents: Int32Array,
  wanted: number,
  most: number,
): Uint32Array {
  if (places.length <= most) return places;
  const picked = new Set<number>();
  for (let place = wanted; place !== NO_PARENT; place = parents[place] ?? NO_PARENT) picked.add(place);
  const ranked = places
    .slice()
    .sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0) || (durations[b] || 0) - (durations[a] || 0));
  for (const place of ranked) {
    if (picked.size >= most) break;
    picked.add(place);
  }
  return places.filter((place) => picked.has(place));
}
