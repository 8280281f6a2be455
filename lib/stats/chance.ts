/** P-values: how probable a count this high, or a deviation this large, is by chance alone. */

/** ln n! for small n; above, `logFactorial` uses Stirling's series (relative error below 1e-12). */
const TABLE = (() => {
  const table = new Float64Array(64);
  for (let n = 2; n < table.length; n++) table[n] = (table[n - 1] as number) + Math.log(n);
  return table;
})();

export function logFactorial(n: number): number {
  if (n < TABLE.length) return TABLE[n] as number;
  const inverse = 1 / n;
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series;
}

/** ln of the gamma function, for arguments above 0: Lanczos' series (g = 7, n = 9; relative error below 1e-14). */
export function logGamma(x: number): number {
  // The reflection formula.
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const sum = LANCZOS.reduce((all, term, index) => all + (index === 0 ? term : term / (x - 1 + index)), 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln of the binomial coefficient. */
function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * The chance of at least `found` marked items when drawing `drawn` of `total`, of which `marked` are marked
 * (hypergeometric; Fisher's exact test, one-sided).
 */
export function chanceOfMarked(found: number, drawn: number, marked: number, total: number): number {
  const max = Math.min(drawn, marked);
  const min = Math.max(0, drawn + marked - total);
  if (found <= min) return 1;
  if (found > max) return 0;
  let term = Math.exp(logChoose(marked, found) + logChoose(total - marked, drawn - found) - logChoose(total, drawn));
  let sum = 0;
  for (let k = found; k <= max; k++) {
    sum += term;
    const next = ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1));
    // Past the mode the terms fall at least geometrically.
    if (next < 1 && term < sum * 1e-15) break;
    term *= next;
  }
  return Math.min(1, sum);
}

/** The chance of at least `found` hits in `tries`, each with probability `chance` (binomial). */
export function chanceOfHits(found: number, tries: number, chance: number): number {
  if (found <= 0) return 1;
  if (found > tries || chance <= 0) return 0;
  if (chance >= 1) return 1;
  let sum = 0;
  for (let k = found; k <= tries; k++) {
    const term = Math.exp(logChoose(tries, k) + k * Math.log(chance) + (tries - k) * Math.log1p(-chance));
    sum += term;
    if (k > tries * chance && term < sum * 1e-15) break;
  }
  return Math.min(1, sum);
}

/** The two-sided tail of the standard normal distribution beyond `z` (Abramowitz and Stegun 7.1.26). */
export function normalTails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.min(1, sum * Math.exp(-x * x));
}
