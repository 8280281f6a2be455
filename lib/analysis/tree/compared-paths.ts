/** A tree of the paths of two sides, as plain data: how much time each takes on both, and how that changed. */
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
    paths: paths.map(({ id, parent, level, name, label, total: time, room, hidden, cut: below }, index) => ({
      ...{ id, parent, level, name, label, total: time, room, hidden, cut: below },
      isLeaf: hidden === 0 && !callers.has(index),
      compared: pickChange(compared.get(numbers.get(id) ?? NO_PATH)),
    })),
    cut,
    pathCount: compared.size,
  };
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
