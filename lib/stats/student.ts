/** Student's t distribution, for means of few values whose spread is estimated from them. */

import { logGamma } from "./chance.ts";

/**
 * The two-sided tail: how probable a value at least this far from 0 is.
 * @param freedom degrees of freedom, above 0
 */
export function studentTails(t: number, freedom: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return betaShare(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/**
 * The value beyond which lies `tails` of the distribution, both sides together: 2.306 for 0.05 and 8 degrees of freedom.
 * Found by bisection to 12 digits.
 */
export function studentQuantile(tails: number, freedom: number): number {
  const key = `${tails} ${freedom}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  if (found.size >= MOST_FOUND) found.clear();
  const quantile = findQuantile(tails, freedom);
  found.set(key, quantile);
  return quantile;
}

/** A comparison asks for the same few, once for every path of a call tree. */
const found = new Map<string, number>();
const MOST_FOUND = 4096;

function findQuantile(tails: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (studentTails(high, freedom) > tails) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, freedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularized incomplete beta function, by its continued fraction (Press et al., "Numerical Recipes", 3rd ed., 6.4;
 * modified Lentz's method).
 */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast only below the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return Math.min(1, front * betaFraction(x, a, b));
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}
