/** The paired calls of a name, told apart by a part of each: its path in the call tree. */
import { type BySide, joinSides, mapSides } from "./by-side.ts";
import type { GroupCalls } from "./group-changes.ts";
import type { RunCalls } from "./keyed-calls.ts";

/** @param paths of each call of each run @returns by path, in the order of the paths */
export function splitByPath(group: GroupCalls, paths: BySide<Int32Array>): [path: number, calls: GroupCalls][] {
  const { keyCount, pairing } = group;
  const known = new Set([...paths.baseline, ...paths.candidate].flatMap((of) => [...new Set(of)]));
  const runs = joinSides(group, paths, bucketCalls);
  const numbers = new Int32Array(keyCount).fill(-1);
  return [...known]
    .sort((a, b) => a - b)
    .map((path) => {
      const used: number[] = [];
      // Keys are numbered anew: a path has few of those of its name.
      const renumber = ({ keys, durations }: RunCalls): RunCalls => ({
        keys: keys.map((key) => {
          if ((numbers[key] as number) < 0) numbers[key] = used.push(key) - 1;
          return numbers[key] as number;
        }),
        durations,
      });
      const own = mapSides(runs, (buckets) => renumber(buckets.get(path) ?? NO_CALLS));
      // Not all of them: a recursion has as many paths as it is deep.
      for (const key of used) numbers[key] = -1;
      return [path, { ...own, keyCount: used.length, pairing }];
    });
}

const NO_CALLS: RunCalls = { keys: new Int32Array(0), durations: new Float64Array(0) };

function bucketCalls({ keys, durations }: RunCalls, paths: Int32Array): Map<number, RunCalls> {
  const counts = new Map<number, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  const buckets = new Map(
    [...counts].map(([path, count]) => [
      path,
      { keys: new Int32Array(count), durations: new Float64Array(count), next: 0 },
    ]),
  );
  for (let at = 0; at < paths.length; at++) {
    const bucket = buckets.get(paths[at] as number);
    if (!bucket) continue;
    bucket.keys[bucket.next] = keys[at] as number;
    bucket.durations[bucket.next++] = durations[at] as number;
  }
  return buckets;
}
