/** What calls are merged by in a tree: their names, and tags by which siblings of a name differ. */
import { chooseSplit, MAX_SPLIT_VALUES } from "../analysis/tree/choose-split.ts";
import { findPaths, type Steps, stepByName } from "../analysis/tree/merge-calls.ts";
import { splitSteps } from "../analysis/tree/split-steps.ts";
import { readTagValues } from "../columns/read-tags.ts";
import type { SpanRange } from "../columns/span-range.ts";
import type { FinishedValues } from "../columns/tag-values.ts";
import { ALL_TAGS } from "../model/basis.ts";
import { mapBytes } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";

/** A tree is split unasked if no more paths than this come of it. */
const FEW_PATHS = 60;

/** For a tree that several runs share. */
export function chooseTreeSplit(db: Connection, range: SpanRange): readonly string[] {
  if (range.count === 0 || range.count > ALL_TAGS) return [];
  return findSplit(
    range,
    readTreeTags(db, { range, keys: undefined }, () => undefined),
  ).keys;
}

/** @param keys to split by; none for names only */
export function readTreeSteps(db: Connection, range: SpanRange, keys: readonly string[]): Steps {
  const byName = stepByName(range);
  return keys.length === 0
    ? byName
    : splitSteps(
        byName,
        keys,
        readTreeTags(db, { range, keys }, () => undefined),
      );
}

/** The tags by which siblings of a name differ, if few paths come of it; none otherwise. */
export function findSplit(
  range: SpanRange,
  lists: readonly FinishedValues[],
): { readonly keys: readonly string[]; readonly steps: Steps } {
  const { rows, names } = range;
  const { parents } = range.parents();
  const byName = stepByName(range);
  const keys = chooseSplit({ rows, names, parents }, lists);
  const isWide = lists.some(({ key, values }) => keys.includes(key) && values.length > MAX_SPLIT_VALUES);
  if (keys.length === 0 || isWide) return { keys: [], steps: byName };
  const steps = splitSteps(byName, keys, lists);
  const isLong = findPaths(range, parents, steps.of).table.parents.length > FEW_PATHS;
  return isLong ? { keys: [], steps: byName } : { keys, steps };
}

interface TreeTags {
  readonly range: SpanRange;
  /** Undefined for all. */
  readonly keys: readonly string[] | undefined;
  /** Of those, the ones that are read whatever they cost. */
  readonly wanted?: readonly string[] | undefined;
}

/** Callers that are not in scope are on the paths, too. */
export function readTreeTags(
  db: Connection,
  { range, keys, wanted = keys ?? [] }: TreeTags,
  tell: (done: number, total: number) => void,
): FinishedValues[] {
  const { pathOf } = findPaths(range, range.parents().parents, range.names);
  const needed = mapBytes(pathOf, (path) => (path >= 0 ? 1 : 0));
  const { values } = readTagValues(db, { range, needed, keys: keys && new Set(keys) }, wanted, tell);
  return values.map((one) => one.finish());
}
