import { describe, expect, test } from "vitest";
import { compareQuantile, compareSum, RESAMPLES, resampleQuantile, resampleSum } from "./bootstrap.ts";
import { normalTails } from "./chance.ts";
import { quantile } from "./order.ts";
import { createRandom, type Random } from "./random.ts";

/** Log-normal durations around `median`, sorted. */
function draw(random: Random, count: number, median = 1, spread = 1): Float64Array {
  return Float64Array.from({ length: count }, () => median * Math.exp(spread * random.normal())).sort();
}

/** The textbook method: draw every value, sort, read the quantile. */
function resampleByHand(sorted: Float64Array, share: number, resamples: number, random: Random): Float64Array {
  return Float64Array.from({ length: resamples }, () => {
    const drawn = sorted.map(() => sorted[Math.floor(random.next() * sorted.length)] ?? 0).sort();
    return quantile(drawn, share);
  });
}

/** The largest distance between two distributions (Kolmogorov–Smirnov); tied values step both at once. */
function distance(a: Float64Array, b: Float64Array): number {
  const share = (values: Float64Array, x: number) => values.filter((value) => value <= x).length / values.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
}

describe("resamples of a quantile", () => {
  test.each([
    [1, 0.5],
    [2, 0.95],
    [9, 0.5],
    [10, 0.5],
    [41, 0.95],
    [300, 0.95],
  ])("of %i values, at %d, spread as those that are drawn one by one", (count, share) => {
    const random = createRandom(count);
    const values = draw(random, count);
    const size = 1500;
    const quick = resampleQuantile(values, share, size, random);
    const byHand = resampleByHand(values, share, size, random);
    // Two samples of 1,500 from one distribution are farther apart than this once in 10,000 times.
    expect(distance(quick, byHand)).toBeLessThan(2.23 * Math.sqrt(2 / size));
  });

  test("are the same for the same seed", () => {
    const values = draw(createRandom(1), 50);
    const twice = [7, 7, 8].map((seed) => resampleQuantile(values, 0.95, 100, createRandom(seed)));
    expect(twice[0]).toEqual(twice[1]);
    expect(twice[0]).not.toEqual(twice[2]);
  });
});

test("resamples of a sum have its mean and spread, with many values and with few", () => {
  for (const count of [5, 64, 2000]) {
    const random = createRandom(count);
    const values = draw(random, count);
    const sums = resampleSum(values, 20_000, random);
    const mean = sums.reduce((total, value) => total + value, 0) / sums.length;
    const spread = Math.sqrt(sums.reduce((total, value) => total + (value - mean) ** 2, 0) / sums.length);
    const expected = values.reduce((total, value) => total + value, 0);
    const noise = Math.sqrt(values.reduce((total, value) => total + value * value, 0));
    expect(Math.abs(mean - expected)).toBeLessThan((5 * noise) / Math.sqrt(20_000));
    expect(spread / noise).toBeGreaterThan(0.95);
    expect(spread / noise).toBeLessThan(1.05);
  }
});

test.each([
  [0.5, 8],
  [0.5, 200],
  [0.95, 40],
  [0.95, 400],
])("the interval at %d of %i calls a side holds the true ratio about 95 times in 100", (share, count) => {
  const random = createRandom(count);
  const times = 300;
  let held = 0;
  for (let i = 0; i < times; i++) {
    const { low, high } = compareQuantile(draw(random, count), draw(random, count, 1.7), share, random);
    if (low <= 1.7 && high >= 1.7) held++;
  }
  // 95 % minus 4 standard errors; higher coverage is merely conservative.
  expect(held / times).toBeGreaterThan(0.9);
  expect(held / times).toBeLessThanOrEqual(1);
});

test("a planted change is detected, with its size", () => {
  const random = createRandom(3);
  const change = compareQuantile(draw(random, 2000), draw(random, 2000, 0.5), 0.5, random);
  expect(change.ratio).toBeCloseTo(0.5, 1);
  expect(change.low).toBeLessThan(0.5);
  expect(change.high).toBeGreaterThan(0.5);
  expect(change.high).toBeLessThan(0.6);
  expect(change.chance).toBeLessThan(1e-6);
});

test("constant durations and durations of 0 give finite numbers", () => {
  const random = createRandom(4);
  const still = new Float64Array(20);
  const steps = Float64Array.from({ length: 20 }, () => 1e-6);
  expect(compareQuantile(still, still, 0.5, random)).toMatchObject({ ratio: null, low: 1, high: 1, chance: 1 });
  expect(compareQuantile(steps, steps, 0.5, random)).toMatchObject({ ratio: 1, low: 1, high: 1, chance: 1 });
  const risen = compareQuantile(still, steps, 0.5, random);
  expect(risen.ratio).toBeNull();
  expect(risen.chance).toBe(0);
  expect(Number.isFinite(risen.high)).toBe(true);
});

test("the change of a sum comes with an interval around it", () => {
  const random = createRandom(5);
  const { baseline, candidate, low, high } = compareSum(draw(random, 500), draw(random, 500, 0.5), random);
  expect(low).toBeLessThan(candidate - baseline);
  expect(high).toBeGreaterThan(candidate - baseline);
  expect(high).toBeLessThan(0);
  expect(RESAMPLES).toBe(2000);
});

test("the tails of the normal distribution are as in the tables", () => {
  for (const [z, tails] of [
    [0, 1],
    [1, 0.3173],
    [-1.96, 0.05],
    [2.576, 0.01],
  ] as const)
    expect(normalTails(z)).toBeCloseTo(tails, 4);
});
