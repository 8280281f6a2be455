import { expect, test } from "vitest";
import { chanceOfHits, chanceOfMarked, logFactorial } from "./chance.ts";

test("the logarithm of a factorial, by table and by series", () => {
  let sum = 0;
  for (let n = 1; n <= 500; n++) {
    sum += Math.log(n);
    expect(logFactorial(n) / sum || 1, String(n)).toBeCloseTo(1, 11);
  }
});

/** Binomial coefficient, exact for these sizes. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

test("the hypergeometric tail, compared with counting", () => {
  for (let total = 1; total <= 14; total++)
    for (let marked = 0; marked <= total; marked++)
      for (let drawn = 1; drawn <= total; drawn++)
        for (let found = 0; found <= drawn + 1; found++) {
          let ways = 0;
          for (let k = found; k <= drawn; k++) ways += choose(marked, k) * choose(total - marked, drawn - k);
          expect(chanceOfMarked(found, drawn, marked, total)).toBeCloseTo(ways / choose(total, drawn), 10);
        }
});

test("large counts give tiny chances, not nothing and not NaN", () => {
  const chance = chanceOfMarked(48, 48, 160, 960);
  expect(chance).toBeGreaterThan(1e-42);
  expect(chance).toBeLessThan(1e-37);
  expect(chanceOfMarked(2500, 50_000, 50_000, 1_000_000)).toBeCloseTo(0.5, 1);
  expect(chanceOfMarked(3000, 50_000, 50_000, 1_000_000)).toBeLessThan(1e-20);
});

test("the binomial tail, compared with counting", () => {
  for (const chance of [0, 0.01, 0.3, 0.5, 0.99, 1])
    for (let tries = 1; tries <= 12; tries++)
      for (let found = 0; found <= tries + 1; found++) {
        let sum = 0;
        for (let k = found; k <= tries; k++) sum += choose(tries, k) * chance ** k * (1 - chance) ** (tries - k);
        expect(chanceOfHits(found, tries, chance)).toBeCloseTo(sum, 10);
      }
});
