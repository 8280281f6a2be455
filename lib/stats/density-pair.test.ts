import { expect, test } from "vitest";
import { DENSITY_STEPS, pairDensities } from "./density-pair.ts";
import { createRandom } from "./random.ts";

const logNormal = (seed: number, count: number, median: number, spread: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => median * Math.exp(spread * random.normal()));
};

const peak = (heights: readonly number[]) => heights.indexOf(Math.max(...heights)) / DENSITY_STEPS;

test("both are scaled to their own peak, on one axis that is logarithmic for what spreads wide", () => {
  const pair = pairDensities(logNormal(1, 50, 1e5, 0.3), logNormal(2, 5000, 1e4, 1));
  expect(pair?.log).toBe(true);
  for (const heights of [pair?.selected ?? [], pair?.rest ?? []]) {
    expect(heights).toHaveLength(DENSITY_STEPS);
    expect(Math.max(...heights)).toBe(1);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  }
  expect(peak(pair?.selected ?? [])).toBeGreaterThan(peak(pair?.rest ?? []) + 0.15);
});

test("all selected values are on the axis; of the rest the outermost may not be", () => {
  const rest = logNormal(3, 2000, 10, 0.1);
  rest[0] = 1e6;
  const pair = pairDensities(Float64Array.from([5, 200]), rest);
  expect(pair).toMatchObject({ low: 5, high: 200 });
});

test("numbers around zero have a linear axis; a single number has none", () => {
  expect(pairDensities(Float64Array.from([-1, 0]), Float64Array.from([5, 7]))).toMatchObject({
    log: false,
    low: -1,
    high: 7,
  });
  expect(pairDensities(Float64Array.from([3]), Float64Array.from([3, 3]))).toBeUndefined();
});
