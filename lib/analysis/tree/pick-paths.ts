/** The paths of a tree that an answer has room for, in the order in which they are drawn. */
import { findLargest } from "../../stats/order.ts";
import type { CutPaths, PathRow } from "./answer.ts";
import { hashStep } from "./hash-step.ts";
import type { PathTree, Step } from "./merge-calls.ts";
import { NO_PATH } from "./path-table.ts";

export interface PickedPaths {
  readonly paths: PathRow[];
  readonly cut: CutPaths;
}

/** Those that need most room: a path never needs less than what is below it, so no path comes without its callers. */
export function pickPaths(tree: PathTree, max: number): PickedPaths {
  const { parents, room } = tree;
  // The largest first; of equal ones the first, which is the caller.
  const picked = findLargest(room, max);
  const children = new Map<number, number[]>();
  for (const path of picked) {
    const parent = parents[path] as number;
    const own = children.get(parent);
    if (own) own.push(path);
    else children.set(parent, [path]);
  }
  for (const own of children.values()) own.sort((a, b) => compare(tree, a, b));
  const { cutOf, hiddenOf } = countCut(tree, new Set(picked));
  const paths: PathRow[] = [];
  const stack = (children.get(NO_PATH) ?? []).toReversed().map((path) => ({ path, parent: -1 }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { path, parent } = next;
    const row = paths.push(describePath(tree, path, parent, paths[parent], cutOf(path), hiddenOf(path))) - 1;
    const below = children.get(path) ?? [];
    for (let at = below.length - 1; at >= 0; at--) stack.push({ path: below[at] as number, parent: row });
  }
  return { paths, cut: cutOf(NO_PATH) };
}

/** Those that need equal room stand by name, whatever was written first. */
function compare({ room, list, steps }: PathTree, a: number, b: number): number {
  const [one, other] = [a, b].map((path) => list[steps[path] as number] as Step) as [Step, Step];
  const order = one.name === other.name ? one.label < other.label : one.name < other.name;
  return (room[b] as number) - (room[a] as number) || (order ? -1 : 1);
}

function describePath(
  { list, steps, calls, total, self, p95, room }: PathTree,
  path: number,
  parent: number,
  caller: PathRow | undefined,
  cut: CutPaths,
  hidden: number,
): PathRow {
  const { name, label } = list[steps[path] as number] ?? { name: "", label: "" };
  const slow = p95[path] as number;
  return {
    id: hashStep(caller?.id ?? "", name, label),
    parent,
    level: caller ? caller.level + 1 : 0,
    name,
    label,
    calls: calls[path] as number,
    total: total[path] as number,
    self: self[path] as number,
    p95: Number.isNaN(slow) ? null : slow,
    room: room[path] as number,
    hidden,
    cut,
  };
}

const NOTHING: CutPaths = { paths: 0, room: 0 };

/** What is not picked below each path, directly and at any depth. */
function countCut({ parents, room }: PathTree, picked: ReadonlySet<number>) {
  const cut = new Map<number, { paths: number; room: number }>();
  if (picked.size === parents.length) return { cutOf: () => NOTHING, hiddenOf: () => 0 };
  const hidden = new Uint32Array(parents.length);
  for (let path = parents.length - 1; path >= 0; path--) {
    const parent = parents[path] as number;
    const own = picked.has(path) ? 0 : 1;
    if (parent !== NO_PATH) hidden[parent] = (hidden[parent] as number) + (hidden[path] as number) + own;
    if (own === 0 || (parent !== NO_PATH && !picked.has(parent))) continue;
    const sum = cut.get(parent) ?? { paths: 0, room: 0 };
    sum.paths++;
    sum.room += room[path] as number;
    cut.set(parent, sum);
  }
  return {
    cutOf: (path: number): CutPaths => cut.get(path) ?? NOTHING,
    hiddenOf: (path: number) => hidden[path] as number,
  };
}
