/** What the calls of a run are merged by in a tree that several runs share: their names, and tags chosen once. */
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

/** The tags by which siblings of a name differ, if few paths come of it; none otherwise. */
export function chooseTreeSplit(db: Connection, range: SpanRange): readonly string[] {
  if (range.count === 0 || range.count > ALL_TAGS) return [];
  const lists = readLists(db, range, undefined);
  const { rows, names } = range;
  const keys = chooseSplit({ rows, names, parents: range.parents().parents }, lists);
  if (lists.some(({ key, values }) => keys.includes(key) && values.length > MAX_SPLIT_VALUES)) return [];
  const steps = splitSteps(stepByName(range), keys, lists);
  return findPaths(range, range.parents().parents, steps.of).table.parents.length <= FEW_PATHS ? keys : [];
}

/** @param keys to split by; none for names only */
export function readTreeSteps(db: Connection, range: SpanRange, keys: readonly string[]): Steps {
  const byName = stepByName(range);
  return keys.length === 0 ? byName : splitSteps(byName, keys, readLists(db, range, new Set(keys)));
}

/** Callers that are not in scope are on the paths, too. */
function readLists(db: Connection, range: SpanRange, keys: ReadonlySet<string> | undefined): FinishedValues[] {
  const { pathOf } = findPaths(range, range.parents().parents, range.names);
  const needed = mapBytes(pathOf, (path) => (path >= 0 ? 1 : 0));
  const { values } = readTagValues(db, { range, needed, keys }, [...(keys ?? [])], () => undefined);
  return values.map((one) => one.finish());
}
