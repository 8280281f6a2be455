import { expect, test } from "vitest";
import { createRandom, type Random } from "./random.ts";
import { findDrift, findWarmUp, MIN_CALLS } from "./trends.ts";

const draw = (count: number, seed: number, make: (random: Random, index: number) => number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, (_, index) => make(random, index));
};

test.each([
  [3, 60],
  [12, 400],
  [200, 5000],
])("%i slow first calls of %i are counted, roughly", (calls, count) => {
  const warmUp = findWarmUp(
    draw(count, calls, (random, index) => (index < calls ? 6 : 1) * Math.exp(0.3 * random.normal())),
  );
  expect(Math.abs((warmUp?.calls ?? 0) - calls)).toBeLessThanOrEqual(Math.max(1, calls * 0.15));
  expect(warmUp?.times).toBeGreaterThan(3);
});

test("one first call far beyond all others is a warm-up; the slowest of many, that happens to come first, is not", () => {
  const calls = draw(300, 1, (random) => Math.exp(0.5 * random.normal()));
  calls[0] = 60;
  expect(findWarmUp(calls)).toMatchObject({ calls: 1 });
  calls[0] = Math.max(...calls.subarray(1)) * 1.02;
  expect(findWarmUp(calls)).toBeUndefined();
});

test("slow calls in the middle are no warm-up and no drift", () => {
  const calls = draw(
    1000,
    2,
    (random, index) => (index > 400 && index < 500 ? 8 : 1) * Math.exp(0.3 * random.normal()),
  );
  expect(findWarmUp(calls)).toBeUndefined();
  expect(findDrift(calls)).toBeUndefined();
});

test.each([-0.5, -0.2, 0.18, 0.5, 3])("a steady change by %d is found", (change) => {
  const found = findDrift(
    draw(6000, 3, (random, index) => (1 + (change * index) / 6000) * Math.exp(0.3 * random.normal())),
  );
  expect(Math.abs((found ?? 0) - change)).toBeLessThan(0.15 * Math.abs(change) + 0.05);
});

test("a change by a twentieth is not reported, nor is any with few calls", () => {
  expect(findDrift(draw(50_000, 4, (_, index) => 1 + (0.05 * index) / 50_000))).toBeUndefined();
  const few = draw(MIN_CALLS - 1, 5, (_, index) => (index < 2 ? 100 : 1));
  expect([findWarmUp(few), findDrift(few)]).toEqual([undefined, undefined]);
});

test("where nothing changes nothing is found: 2,000 times", () => {
  let found = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const calls = draw(20 + (seed % 200), seed, (random) => Math.exp((seed % 4 === 0 ? 1.5 : 0.4) * random.normal()));
    if (findWarmUp(calls) || findDrift(calls)) found++;
  }
  expect(found).toBeLessThanOrEqual(1);
});

test("durations of zero and all the same", () => {
  for (const duration of [0, 1]) {
    const calls = new Float64Array(100).fill(duration);
    expect([findWarmUp(calls), findDrift(calls)]).toEqual([undefined, undefined]);
  }
});
