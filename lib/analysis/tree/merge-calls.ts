/** Merges all calls of a scope by their path: the names of the calls around them, from the outermost, and their own. */
import { estimateSelfTimes } from "../../columns/estimated-self-times.ts";
import { OUT, type SpanRange } from "../../columns/span-range.ts";
import { estimateCount } from "../../model/basis.ts";
import { eachSelfTime, NO_PARENT } from "../../stats/intervals.ts";
import { quantile } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { NO_PATH, PathTable } from "./path-table.ts";

/** What calls are merged by at each level. */
export interface Step {
  readonly name: string;
  /** The values of the tags that the tree is split by; empty for none. */
  readonly label: string;
}

export interface Steps {
  /** By place: an index in `list`. */
  readonly of: ArrayLike<number>;
  readonly list: readonly Step[];
}

/** Times in seconds; estimated for a sample. */
export interface GroupFigures {
  /** Calls in scope with a duration. */
  readonly calls: Float64Array;
  /** The sum of their durations. */
  readonly total: Float64Array;
  /** What no child covered of it. */
  readonly self: Float64Array;
  /** NaN without calls. */
  readonly p95: Float64Array;
}

/** Arrays hold an entry for each path, parents before their children. A path that only leads to others has no calls. */
export interface PathTree extends GroupFigures {
  /** `NO_PATH` for a path of one step. */
  readonly parents: Int32Array;
  /** The index of the last step. */
  readonly steps: Int32Array;
  readonly list: readonly Step[];
  /**
   * What a path needs beside its siblings: its total, or self time and children if those take longer, because they ran at
   * once or outlived their parent. Never below that of a child.
   */
  readonly room: Float64Array;
}

/** The steps of a tree by names only. */
export function stepByName({ names, nameTexts }: Pick<SpanRange, "names" | "nameTexts">): Steps {
  return { of: names, list: nameTexts.map((name) => ({ name, label: "" })) };
}

/** The same spans, whose parents are read once: of very many, they are not kept. */
export function holdParents(range: SpanRange): SpanRange {
  const parents = range.parents();
  return { ...range, parents: () => parents };
}

/**
 * A path does not depend on the scope: callers are on it whether they are in scope or not, unless they were not read. A
 * call whose parent is not in the file begins a path.
 */
export function mergeCalls(range: SpanRange, steps: Steps): PathTree {
  const { parents } = range.parents();
  const { table, pathOf } = findPaths(range, parents, steps.of);
  const figures = sumByGroup(range, pathOf, table.parents.length);
  const tree = { parents: table.parents, steps: table.steps, list: steps.list, ...figures };
  return { ...tree, room: findRoom(tree) };
}

/**
 * @param groupOf by place; read of spans in scope only, or of all for a sample
 * @param count of groups
 */
export function sumByGroup(range: SpanRange, groupOf: ArrayLike<number>, count: number): GroupFigures {
  return { ...sumDurations(range, groupOf, count), self: sumSelfTimes(range, groupOf, count) };
}

/**
 * The path of each span by place, `NO_PATH` for those that are neither in scope nor around one that is.
 * @param parents free of cycles
 */
export function findPaths({ rows }: Pick<SpanRange, "rows">, parents: Int32Array, stepOf: ArrayLike<number>) {
  const table = new PathTable();
  const pathOf = new Int32Array(rows.length).fill(NO_PATH);
  const up: number[] = [];
  // Parents are written after their children: from the last span on, most ways up are one step long.
  for (let place = rows.length - 1; place >= 0; place--) {
    if (rows[place] === OUT) continue;
    let at = place;
    while (at !== NO_PARENT && pathOf[at] === NO_PATH) {
      up.push(at);
      at = parents[at] as number;
    }
    let path = at === NO_PARENT ? NO_PATH : (pathOf[at] as number);
    for (let next = up.pop(); next !== undefined; next = up.pop()) {
      path = table.find(path, stepOf[next] as number);
      pathOf[next] = path;
    }
  }
  return { table, pathOf };
}

/** As in the overview, spans without a duration are in no figure. */
function sumDurations({ rows, durations, sample, basis }: SpanRange, groupOf: ArrayLike<number>, count: number) {
  const isCounted = (place: number) => (rows[place] as number) >= 0 && !Number.isNaN(durations[place]);
  const ends = new Int32Array(count + 1);
  for (let place = 0; place < rows.length; place++) {
    if (!isCounted(place)) continue;
    const next = (groupOf[place] as number) + 1;
    ends[next] = (ends[next] as number) + 1;
  }
  for (let group = 0; group < count; group++) ends[group + 1] = (ends[group + 1] as number) + (ends[group] as number);
  const next = ends.slice();
  const grouped = new Float64Array(ends[count] as number);
  for (let place = 0; place < rows.length; place++) {
    if (!isCounted(place)) continue;
    const group = groupOf[place] as number;
    const at = next[group] as number;
    grouped[at] = durations[place] as number;
    next[group] = at + 1;
  }
  const [calls, total, p95] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let group = 0; group < count; group++) {
    const own = grouped.subarray(ends[group], ends[group + 1]);
    if (own.length > 1) own.sort();
    let sum = 0;
    for (const duration of own) sum += duration;
    calls[group] = estimateCount(own.length, basis);
    total[group] = sum * (sample?.scale ?? 1);
    p95[group] = own.length > 1 ? quantile(own, 0.95) : (own[0] ?? Number.NaN);
  }
  return { calls, total, p95 };
}

/** The same self times as those of the overview's names. */
function sumSelfTimes(range: SpanRange, groupOf: ArrayLike<number>, count: number): Float64Array {
  if (range.sample) return estimateSelfTimes(range, range.sample.scale, { of: groupOf, count });
  const self = new Float64Array(count);
  eachSelfTime(range, range.parents().parents, (place, seconds) => {
    if ((range.rows[place] as number) < 0) return;
    const group = groupOf[place] as number;
    self[group] = (self[group] as number) + seconds;
  });
  return self;
}

/** Children come after their parents: from the last path on, those below are known. */
export function findRoom({ parents, total, self }: Pick<PathTree, "parents" | "total" | "self">): Float64Array {
  const room = mapFloats(self, (seconds) => Math.max(0, seconds));
  for (let path = room.length - 1; path >= 0; path--) {
    const own = Math.max(room[path] as number, total[path] as number);
    room[path] = own;
    const parent = parents[path] as number;
    if (parent !== NO_PATH) room[parent] = (room[parent] as number) + own;
  }
  return room;
}
