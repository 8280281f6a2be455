/** How durations grow with a number: over all calls, or within the value of a category where that fits better. */
import { fitPowerLaw, type PowerLaw } from "../../stats/power-law.ts";
import type { Growth } from "./answer.ts";
import { type CategoryFinding, placeOf, valueAt } from "./category.ts";
import type { NumberFinding } from "./number.ts";
import type { Split } from "./selection.ts";

const LEAST_POINTS = 15;
/** Below, nobody would call it growth. */
const LEAST_EXPONENT = 0.1;
const LEAST_R2 = 0.4;
/** The number must vary by this factor: within a narrow range any curve is a straight line. */
const LEAST_REACH = 2;
/** Through fewer different numbers a line always fits. */
const LEAST_DIFFERENT = 4;
/** How much better a fit must be to be worth a condition. */
const BETTER = 0.1;

/** @param categories what may be a condition */
export function findGrowth(
  { numbers, column }: Pick<NumberFinding, "numbers" | "column">,
  { durations }: Split,
  categories: readonly CategoryFinding[],
): Growth | null {
  const overall = fitPowerLaw(numbers, durations);
  let best: Growth | null = isGrowth(overall, numbers)
    ? { exponent: overall.exponent, r2: overall.r2, where: null }
    : null;
  for (const { column: category, counts, place } of categories) {
    if (category.key === column.key) continue;
    const places = counts.all.length;
    const inside = (_: number, index: number) => placeOf(counts.codes[index] as number, places) === place;
    const within = numbers.filter(inside);
    const fit = fitPowerLaw(within, durations.filter(inside));
    if (!isGrowth(fit, within) || fit.r2 < Math.max(overall?.r2 ?? 0, best?.r2 ?? 0) + BETTER) continue;
    best = {
      exponent: fit.exponent,
      r2: fit.r2,
      where: { tag: category.key, value: valueAt(category, place) },
    };
  }
  return best;
}

function isGrowth(fit: PowerLaw | undefined, numbers: Float64Array): fit is PowerLaw {
  return (
    fit !== undefined &&
    fit.count >= LEAST_POINTS &&
    fit.exponent >= LEAST_EXPONENT &&
    fit.r2 >= LEAST_R2 &&
    fit.reach >= LEAST_REACH &&
    areDifferent(numbers)
  );
}

function areDifferent(numbers: Float64Array): boolean {
  const seen = new Set<number>();
  for (const number of numbers) {
    if (number > 0) seen.add(number);
    if (seen.size >= LEAST_DIFFERENT) return true;
  }
  return false;
}
