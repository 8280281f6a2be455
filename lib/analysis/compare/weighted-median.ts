/** The median of values that count differently often. */
import { selectMedian } from "../../stats/select.ts";

/**
 * The value below and above which lies half of the weight; the middle of two values where half of it is reached between
 * them, as with the usual median. Changes the order of neither array.
 */
export function weightedMedian(values: Float64Array, weights: Float64Array): number {
  const first = weights[0] ?? 1;
  if (values.length === 0) return Number.NaN;
  if (weights.every((weight) => weight === first)) return selectMedian(values);
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (const [rank, index] of order.entries()) {
    below += weights[index] as number;
    if (below < half) continue;
    const next = below === half ? order[rank + 1] : undefined;
    const value = values[index] as number;
    return next === undefined ? value : (value + (values[next] as number)) / 2;
  }
  return Number.NaN;
}
