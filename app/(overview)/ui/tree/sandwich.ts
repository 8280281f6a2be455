/** One name over all its paths: who calls it, and what it calls. */
import type { CallTree, PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { listChildren } from "../../../charts/icicle/layout-bars.ts";

export interface SandwichPart {
  /** Null for calls without a caller, and for all further names together. */
  readonly name: string | null;
  readonly seconds: number;
  readonly calls: number;
  /** Names together; 1 for one. */
  readonly names: number;
}

export interface Sandwich {
  readonly name: string;
  readonly calls: number;
  /** Seconds; calls within calls of the same name count once. */
  readonly total: number;
  readonly self: number;
  readonly p95: number | null;
  /** Indices of its paths, those with most time first. */
  readonly paths: readonly number[];
  readonly callers: readonly SandwichPart[];
  readonly callees: readonly SandwichPart[];
  /** Calls by itself, directly or not. */
  readonly recursive: number;
}

/** More blocks on a side are too thin to tell apart. */
const MAX_PARTS = 6;

/** Of the paths in the answer. Null if there are none of that name. */
export function joinPaths({ paths, names }: Pick<CallTree, "paths" | "names">, name: string): Sandwich | null {
  const own = paths.flatMap((path, row) => (path.name === name ? row : []));
  if (own.length === 0) return null;
  const isWithin = findWithin(paths, name);
  const outer = own.filter((row) => !isWithin[row]);
  const callers = new Parts();
  for (const row of outer) {
    const path = paths[row] as PathRow;
    callers.add(paths[path.parent]?.name ?? null, path.total, path.calls);
  }
  const callees = listCallees(paths, outer, name);
  const sum = (rows: readonly number[], figure: "calls" | "total" | "self") =>
    rows.reduce((all, row) => all + (paths[row]?.[figure] ?? 0), 0);
  const figures = names.find((one) => one.name === name);
  return {
    name,
    calls: figures?.calls ?? sum(own, "calls"),
    total: sum(outer, "total"),
    self: figures?.self ?? sum(own, "self"),
    p95: figures?.p95 ?? null,
    paths: own.toSorted((a, b) => (paths[b]?.total ?? 0) - (paths[a]?.total ?? 0)),
    callers: callers.list(),
    callees: callees.list(),
    recursive: sum(
      own.filter((row) => isWithin[row]),
      "calls",
    ),
  };
}

/** By row: whether a caller has that name. */
function findWithin(paths: readonly PathRow[], name: string): boolean[] {
  const within: boolean[] = [];
  for (const [row, { parent }] of paths.entries())
    within[row] = parent >= 0 && (within[parent] === true || paths[parent]?.name === name);
  return within;
}

/** What the outermost calls call, through those by themselves; what is called below a callee is part of that. */
function listCallees(paths: readonly PathRow[], outer: readonly number[], name: string): Parts {
  const children = listChildren(paths);
  const callees = new Parts();
  const stack = [...outer];
  for (let row = stack.pop(); row !== undefined; row = stack.pop())
    for (const child of children.get(row) ?? []) {
      const path = paths[child] as PathRow;
      if (path.name === name) stack.push(child);
      else callees.add(path.name, path.total, path.calls);
    }
  return callees;
}

class Parts {
  readonly #byName = new Map<string | null, { seconds: number; calls: number }>();

  add(name: string | null, seconds: number, calls: number): void {
    const part = this.#byName.get(name) ?? { seconds: 0, calls: 0 };
    part.seconds += seconds;
    part.calls += calls;
    this.#byName.set(name, part);
  }

  /** The longest first, those without a name last; the shortest of very many together. */
  list(): SandwichPart[] {
    const all = [...this.#byName]
      .filter(([, { calls }]) => calls > 0)
      .map(([name, part]) => ({ name, ...part, names: 1 }))
      .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.seconds - a.seconds);
    if (all.length <= MAX_PARTS) return all;
    const rest = all.slice(MAX_PARTS - 1);
    const sum = (figure: "seconds" | "calls") => rest.reduce((total, part) => total + part[figure], 0);
    const together = { name: null, seconds: sum("seconds"), calls: sum("calls"), names: rest.length };
    return [...all.slice(0, MAX_PARTS - 1), together];
  }
}
