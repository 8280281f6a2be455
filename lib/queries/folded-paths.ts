/** The paths of a scope for profilers: the names on each, and the self time of its last call. */
import { holdParents, mergeCalls, stepByName } from "../analysis/tree/merge-calls.ts";
import { NO_PATH } from "../analysis/tree/path-table.ts";
import { readSpanRange } from "../columns/span-range.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface FoldedPath {
  /** The outermost first. */
  readonly names: readonly string[];
  /** Seconds. */
  readonly self: number;
}

export interface FoldedPaths {
  /** Spans in scope. */
  readonly count: number;
  /** Of these, those without a number as duration. */
  readonly leftOut: number;
  /** Callers before what they call. */
  readonly paths: Iterable<FoldedPath>;
}

/**
 * Deeper calls count at this level: every line names all callers, so that recursion of a million levels would fill the
 * disk, and nothing draws as many.
 */
const MAX_LEVELS = 1_000;

/** @throws ParamsError if the run is not in the file */
export function readFoldedPaths(db: Connection, scope: Scope): FoldedPaths {
  const range = holdParents(readSpanRange(db, resolveScope(db, scope), "exact", () => undefined));
  const { parents, steps, list, self, calls } = mergeCalls(range, stepByName(range));
  const counted = calls.reduce((sum, own) => sum + own, 0);
  const levels = new Uint32Array(parents.length);
  // Of each path at the last level, what those below it add.
  const sums = self.slice();
  for (let path = 0; path < parents.length; path++) {
    const parent = parents[path] as number;
    levels[path] = parent === NO_PATH ? 1 : (levels[parent] as number) + 1;
  }
  for (let path = parents.length - 1; path >= 0; path--) {
    const parent = parents[path] as number;
    if ((levels[path] as number) > MAX_LEVELS) sums[parent] = (sums[parent] as number) + (sums[path] as number);
  }
  const namesOf = (path: number) => {
    const names: string[] = [];
    for (let at = path; at !== NO_PATH; at = parents[at] as number) names.push(list[steps[at] as number]?.name ?? "");
    return names.reverse();
  };
  function* walk(): Generator<FoldedPath> {
    for (let path = 0; path < parents.length; path++)
      if ((levels[path] as number) <= MAX_LEVELS && (sums[path] as number) > 0)
        yield { names: namesOf(path), self: sums[path] as number };
  }
  return { count: range.count, leftOut: range.count - counted, paths: walk() };
}
