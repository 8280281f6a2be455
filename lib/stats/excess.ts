/** Where along an axis one group has more than its share, and whether that may be chance. */

export interface Excess {
  /** Both ends are values of the group. */
  readonly low: number;
  readonly high: number;
  /** How much larger the share of `a` in that range is than the share of `b`, 0 to 1. */
  readonly difference: number;
}

/**
 * The range that holds most more of `a` than of `b`, in shares of each; undefined where no value of `a` stands out.
 * Sorts, then goes along once: what a range has is what has come up to its end less what came before it (Kadane).
 */
export function findExcess(a: Float64Array, b: Float64Array, sizes = { a: a.length, b: b.length }): Excess | undefined {
  const [one, other] = [a.slice().sort(), b.slice().sort()];
  let best: Excess | undefined;
  let [sum, low] = [0, Number.NaN];
  for (let i = 0, j = 0; i < one.length; ) {
    const value = one[i] as number;
    const from = [i, j];
    while (j < other.length && (other[j] as number) < value) j++;
    sum -= (j - (from[1] as number)) / sizes.b;
    if (!(sum > 0)) [sum, low] = [0, value];
    const below = j;
    while (i < one.length && one[i] === value) i++;
    while (j < other.length && other[j] === value) j++;
    sum += (i - (from[0] as number)) / sizes.a - (j - below) / sizes.b;
    if (sum > (best?.difference ?? 0)) best = { low, high: value, difference: sum };
  }
  return best;
}

const TERMS = 100;

/**
 * The chance of so large a difference in any range, whichever, between groups of these sizes that are alike: at most
 * that of Kuiper's test, with Stephens' correction for small groups. Equal values make it smaller still.
 */
export function chanceOfExcess(difference: number, a: number, b: number): number {
  const root = Math.sqrt((a * b) / (a + b));
  const lambda = (root + 0.155 + 0.24 / root) * difference;
  if (!(lambda > 0.4)) return 1;
  let sum = 0;
  for (let j = 1; j <= TERMS; j++) {
    const square = (j * lambda) ** 2;
    const term = (4 * square - 1) * Math.exp(-2 * square);
    sum += term;
    if (Math.abs(term) < 1e-12 * Math.abs(sum)) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
