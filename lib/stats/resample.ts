/** Bootstrap resamples of quantiles and sums, without drawing every value anew. */
import { between } from "./quantile.ts";
import type { Random } from "./random.ts";

/**
 * What `share`'s quantile is in resamples of `sorted`, with replacement and of the same size.
 *
 * Drawing n indexes and sorting them is not needed: the k-th smallest of n even draws from 0 to 1 has the distribution
 * Beta(k, n + 1 − k), and the one after it is 1 − (1 − u) · v^(1 / (n − k)). So a resample costs the same for 10 values
 * and for a million.
 */
export function resampleQuantile(sorted: Float64Array, share: number, resamples: number, random: Random): Float64Array {
  const n = sorted.length;
  const found = new Float64Array(resamples);
  const place = (n - 1) * share;
  const k = Math.floor(place);
  const part = place - k;
  for (let i = 0; i < resamples; i++) {
    const before = random.gamma(k + 1);
    const u = before / (before + random.gamma(n - k));
    const low = sorted[Math.min(n - 1, Math.floor(n * u))] ?? Number.NaN;
    if (part === 0) {
      found[i] = low;
      continue;
    }
    const next = 1 - (1 - u) * (1 - random.next()) ** (1 / (n - k - 1));
    found[i] = between(low, sorted[Math.min(n - 1, Math.floor(n * next))], part);
  }
  return found;
}

/** So many of the largest values are drawn one by one; a sum's tail is in them. */
const LARGEST = 64;

/**
 * What the sum is when every call comes as often as chance has it (Poisson of mean 1). The largest values are drawn one
 * by one; the many others make up a sum that is normal.
 */
export function resampleSum(sorted: Float64Array, resamples: number, random: Random): Float64Array {
  const cut = Math.max(0, sorted.length - LARGEST);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < cut; i++) {
    const value = sorted[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  const spread = Math.sqrt(squares);
  const found = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let total = cut > 0 ? sum + spread * random.normal() : 0;
    for (let j = cut; j < sorted.length; j++) total += (sorted[j] ?? 0) * drawTimes(random.next());
    found[i] = total;
  }
  return found;
}

/** How often one call comes, from an even draw: as often as that is beyond the chance of fewer times. */
function drawTimes(even: number): number {
  let times = 0;
  while (even >= (FEWER[times] as number)) times++;
  return times;
}

/** The chance that a call comes at most 0, 1, 2 … times, and never more than 12. */
const FEWER = makeChances(12);

function makeChances(most: number): Float64Array {
  const chances = new Float64Array(most + 1).fill(Number.POSITIVE_INFINITY);
  let chance = Math.exp(-1);
  for (let times = 0, sum = chance; times < most; sum += chance) {
    chances[times] = sum;
    times++;
    chance /= times;
  }
  return chances;
}
