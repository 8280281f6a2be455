/** The strongest finding about one tag. */

import { type CategoryFinding, findCategory, MIN_EFFECT } from "./category.ts";
import { findNumber, type NumberFinding } from "./number.ts";
import { findRange, type RangeFinding } from "./range.ts";
import { type Column, isCategory, isNumber, type Split } from "./selection.ts";

export type TagFinding = CategoryFinding | RangeFinding | NumberFinding;

/** By how much a single value or range must beat a number's order: 404 is not "more" than 200. */
export const CLEARLY_MORE = 0.1;

/** Whether a tag is on enough calls for its values to set the selected ones apart: identifiers used as keys are not. */
export function canTell({ count: carrying }: Column, { count, selectedCount }: Split): boolean {
  return carrying >= MIN_EFFECT * Math.min(selectedCount, count - selectedCount);
}

/** A number is tested by its order and for a range; one of few values also by each of these. */
export function countTests(column: Column): number {
  return (isNumber(column) ? 2 : 0) + (isCategory(column) ? 1 : 0);
}

/** The strongest finding for a tag, as a number, category or range; undefined if it may be chance. */
export function findBest(column: Column, split: Split, maxChance: number): TagFinding | undefined {
  const certain = <F extends TagFinding>(finding: F | undefined) =>
    finding && finding.chance <= maxChance ? finding : undefined;
  const number = isNumber(column) ? certain(findNumber(column, split)) : undefined;
  const category = isCategory(column) ? certain(findCategory(column, split)) : undefined;
  const best = number && category ? chooseOrder(number, category) : (number ?? category);
  const range = isNumber(column) ? certain(findRange(column, split)) : undefined;
  return range && range.effect > (best?.effect ?? 0) + (best ? CLEARLY_MORE : 0) ? range : best;
}

/**
 * If durations grow with a number, its order matters, unless a single value explains clearly more: a status of four
 * values always grows somehow. Otherwise a value that stands out as much tells more.
 */
function chooseOrder(number: NumberFinding, category: CategoryFinding): TagFinding {
  if (category.coverage > number.coverage + CLEARLY_MORE) return category;
  const tolerance = number.growth ? CLEARLY_MORE : -CLEARLY_MORE;
  return category.effect > number.effect + tolerance ? category : number;
}
