/** A tree of the paths of two sides, as plain data: how much time each takes on both, and how that changed. */
import { differenceOf } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { GroupComparison } from "../compare/compare-runs.ts";
import type { CutPaths } from "./answer.ts";
import { hashStep } from "./hash-step.ts";
import { findRoom, type PathTree, type Step } from "./merge-calls.ts";
import { NO_PATH } from "./path-table.ts";
import { pickPaths } from "./pick-paths.ts";

/** Null for a path without calls of its own, which only leads to others. */
export type ComparedPath = PathPlace & { readonly compared: PathChange | null };

/** Where it is in the tree; times are seconds per run, of both sides together. */
export interface PathPlace {
  /** Made of its steps: the same path has the same id in every run and file. */
  readonly id: string;
  /** The index of the path to its caller; -1 for none. */
  readonly parent: number;
  readonly level: number;
  readonly name: string;
  /** The values of the tags that the tree is split by; empty for none. */
  readonly label: string;
  readonly total: number;
  readonly room: number;
  readonly hidden: number;
  readonly cut: CutPaths;
  /** Whether nothing is called on it. */
  readonly isLeaf: boolean;
  /** By how much its time outside of what is called on it changed: these add up to the change of the whole. */
  readonly selfChange: number;
}

export type PathChange = Pick<
  GroupComparison,
  "verdict" | "measure" | "change" | "interval" | "over" | "floor" | "pairs" | "of" | "baseline" | "candidate"
>;

export interface ComparedTree {
  /** Callers before what they call, the path with most room first among siblings. */
  readonly paths: readonly ComparedPath[];
  readonly cut: CutPaths;
  readonly pathCount: number;
}

/**
 * @param paths callers before what they call
 * @param compared by path; those without calls are missing
 */
export function layComparedPaths(
  {
    parents,
    steps,
    list,
  }: { readonly parents: Int32Array; readonly steps: Int32Array; readonly list: readonly Step[] },
  compared: ReadonlyMap<number, GroupComparison>,
  max: number,
): ComparedTree {
  const total = new Float64Array(parents.length);
  for (const [path, { baseline, candidate }] of compared) total[path] = baseline.total + candidate.total;
  const self = total.slice();
  for (let path = 0; path < parents.length; path++) {
    const parent = parents[path] as number;
    if (parent !== NO_PATH) self[parent] = Math.max(0, (self[parent] as number) - (total[path] as number));
  }
  const selfChanges = findSelfChanges(parents, compared);
  const none = new Float64Array(parents.length);
  const whole: PathTree = {
    parents,
    steps,
    list,
    total,
    self,
    calls: none,
    p95: none.slice().fill(Number.NaN),
    room: findRoom({ parents, total, self }),
  };
  const { paths, cut } = pickPaths(whole, max);
  const numbers = new Map(numberIds(whole));
  const callers = new Set(paths.map(({ parent }) => parent));
  return {
    paths: paths.map(({ id, parent, level, name, label, total: time, room, hidden, cut: below }, index) => {
      const path = numbers.get(id) ?? NO_PATH;
      return {
        ...{ id, parent, level, name, label, total: time, room, hidden, cut: below },
        isLeaf: hidden === 0 && !callers.has(index),
        selfChange: selfChanges[path] ?? 0,
        compared: pickChange(compared.get(path)),
      };
    }),
    cut,
    pathCount: compared.size,
  };
}

/** Seconds per run, by path. */
function findSelfChanges(parents: Int32Array, compared: ReadonlyMap<number, GroupComparison>): Float64Array {
  const [before, after] = [new Float64Array(parents.length), new Float64Array(parents.length)];
  const add = (sums: Float64Array, path: number, seconds: number) => {
    sums[path] = (sums[path] as number) + seconds;
    const parent = parents[path] as number;
    if (parent !== NO_PATH) sums[parent] = (sums[parent] as number) - seconds;
  };
  for (const [path, { baseline, candidate }] of compared) {
    add(before, path, baseline.total);
    add(after, path, candidate.total);
  }
  return mapFloats(before, (seconds, path) => differenceOf(seconds, after[path] as number));
}

/** Each path's id with its number. */
function numberIds({
  parents,
  steps,
  list,
}: Pick<PathTree, "parents" | "steps" | "list">): [id: string, path: number][] {
  const ids: string[] = [];
  for (let path = 0; path < parents.length; path++) {
    const { name, label } = list[steps[path] as number] as Step;
    ids.push(hashStep(ids[parents[path] as number] ?? "", name, label));
  }
  return ids.map((id, path) => [id, path]);
}

function pickChange(found: GroupComparison | undefined): PathChange | null {
  if (!found) return null;
  const { verdict, measure, change, interval, over, floor, pairs, of, baseline, candidate } = found;
  return { verdict, measure, change, interval, over, floor, pairs, of, baseline, candidate };
}
