/** Findings from the tree: children that take the extra time, with the tags that tell slow ones, and other tasks. */

import { type ChildFinding, findWithin, type SelfFinding } from "./children.ts";
import { canTell, countTests, findBest, type TagFinding } from "./find-tag.ts";
import { findOverlaps, type OverlapFinding } from "./overlap.ts";
import type { Question, ReadTags } from "./question.ts";
import type { Column, Split } from "./selection.ts";

/** A child, and the tag along the way to it that tells slow ones best, if any does. */
export interface ChildWithTag extends ChildFinding {
  readonly tag: TagFinding | undefined;
}

export interface TreeFindings {
  readonly children: readonly ChildWithTag[];
  readonly self: SelfFinding | null;
  readonly overlaps: readonly OverlapFinding[];
}

/** Children, their tags, time outside of them, other tasks. */
export const TREE_TESTS = 4;

/** A child that takes this much more of the selected calls' time than of the rest's sets them apart. */
const MIN_DIFFERENCE = 0.1;
/** One that takes nearly all of the extra time is where to look, whatever it takes of the rest. */
const NEARLY_ALL = 0.8;

const NOTHING: TreeFindings = { children: [], self: null, overlaps: [] };

export function findInTree({ spans, split, readTags, tell }: Question, maxChance: number): TreeFindings {
  if (!split.slower) return NOTHING;
  const isCertain = ({ chance }: { readonly chance: number }) => chance <= maxChance;
  tell?.({ what: "Comparing children", done: 0, total: 2 });
  const { children, self } = findWithin(spans, split);
  const stands = ({ share, coverage }: ChildFinding) =>
    coverage >= NEARLY_ALL || share.selected - share.rest >= MIN_DIFFERENCE;
  const found = children.filter((child) => isCertain(child) && stands(child));
  tell?.({ what: "Comparing other tasks", done: 1, total: 2 });
  return {
    children: found.map((child) => ({
      ...child,
      tag: readTags && findTagWithin(child, split, readTags, maxChance / found.length),
    })),
    self: self && isCertain(self) ? self : null,
    overlaps: findOverlaps(spans, split).filter(isCertain),
  };
}

/** The child's own tags first. */
function findTagWithin({ longest }: ChildFinding, split: Split, readTags: ReadTags, maxChance: number) {
  for (const places of longest.toReversed()) {
    const columns = readTags(places)
      .map((column): Column => ({ ...column, of: "tag", whole: false }))
      .filter((column) => canTell(column, split));
    const share = maxChance / longest.length / columns.reduce((sum, column) => sum + countTests(column), 0);
    const found = columns.flatMap((column) => findBest(column, split, share) ?? []);
    if (found.length > 0) return found.reduce((best, one) => (one.effect > best.effect ? one : best));
  }
  return undefined;
}
