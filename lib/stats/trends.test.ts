import { expect, test } from "vitest";
import { createRandom, type Random } from "./random.ts";
import { findChange, findWarmUp, MIN_CALLS, toLogarithms } from "./trends.ts";

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

const logs = (calls: Float64Array) => calls.map(Math.log);

test("slow calls in the middle are no warm-up and no drift, but a stretch", () => {
  const calls = draw(
    1000,
    2,
    (random, index) => (index >= 400 && index < 500 ? 3 : 1) * Math.exp(0.3 * random.normal()),
  );
  expect(findWarmUp(calls)).toBeUndefined();
  const { shape, from, to, times } = findChange(logs(calls)) ?? {};
  expect([shape, from, to]).toEqual(["stretch", expect.closeTo(400, -1), expect.closeTo(500, -1)]);
  expect(times).toBeCloseTo(3, 0);
});

test.each([
  [0.3, 600, 2],
  [0.7, 3000, 1.3],
  [0.9, 200, 1.8],
])("a step after %d of %i calls, × %d, up or down", (share, count, height) => {
  const edge = Math.round(share * count);
  for (const up of [true, false]) {
    const calls = draw(
      count,
      6,
      (random, index) => (index >= edge === up ? height : 1) * Math.exp(0.3 * random.normal()),
    );
    const found = findChange(logs(calls));
    expect(found?.shape).toBe("step");
    expect(Math.abs((up ? (found?.from ?? 0) : (found?.to ?? 0)) - edge)).toBeLessThanOrEqual(6);
    expect(found?.times).toBeCloseTo(height, 0);
  }
});

test.each([-0.5, -0.2, 0.18, 0.5, 3])("a steady change by %d is found", (change) => {
  const found = findChange(
    logs(draw(6000, 3, (random, index) => (1 + (change * index) / 6000) * Math.exp(0.3 * random.normal()))),
  );
  expect(found?.shape).toBe("drift");
  expect(Math.abs((found?.times ?? 0) - 1 - change)).toBeLessThan(0.15 * Math.abs(change) + 0.05);
});

test("a change by a twentieth is not reported, nor is any with few calls", () => {
  expect(findChange(logs(draw(50_000, 4, (_, index) => 1 + (0.05 * index) / 50_000)))).toBeUndefined();
  const few = draw(MIN_CALLS - 1, 5, (_, index) => (index < 2 ? 100 : 1));
  expect([findWarmUp(few), findChange(logs(few))]).toEqual([undefined, undefined]);
});

test("where nothing changes nothing is found: 2,000 times", () => {
  let found = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const calls = draw(20 + (seed % 200), seed, (random) => Math.exp((seed % 4 === 0 ? 1.5 : 0.4) * random.normal()));
    if (findWarmUp(calls) || findChange(logs(calls))) found++;
  }
  expect(found).toBeLessThanOrEqual(1);
});

test("a machine that is busy now and then is no trend: 300 times", () => {
  let found = 0;
  for (let seed = 0; seed < 300; seed++) {
    let load = 0;
    const stays = seed % 2 ? 0.9 : 0.5;
    const calls = draw(200 + 10 * seed, seed, (random) => {
      load = stays * load + random.normal();
      return Math.exp(0.2 * load + 0.1 * random.normal());
    });
    if (findChange(logs(calls))) found++;
  }
  expect(found).toBeLessThanOrEqual(2);
});

test("durations of zero and all the same", () => {
  for (const duration of [0, 1]) {
    const calls = new Float64Array(100).fill(duration);
    expect([findWarmUp(calls), findChange(toLogarithms(calls))]).toEqual([undefined, undefined]);
  }
});
