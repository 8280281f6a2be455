import { expect, test } from "vitest";
import { createRandom } from "../../stats/random.ts";
import { correlate } from "../../stats/ranks.ts";
import { fitGrowth, fitLine, fitPowerLaw } from "./growth.ts";

test.each([0.5, 1, 1.9, -1])("an exponent of %d is found in exact values", (exponent) => {
  const x = Float64Array.from({ length: 50 }, (_, index) => index + 1);
  const fit = fitPowerLaw(
    x,
    x.map((value) => 3e-7 * value ** exponent),
  );
  expect(fit?.exponent).toBeCloseTo(exponent, 10);
  expect(fit?.r2).toBeCloseTo(1, 10);
  expect(fit).toMatchObject({ count: 50, reach: 50 });
});

test("slope and r² are those of the logarithms, whatever the noise", () => {
  for (let seed = 0; seed < 30; seed++) {
    const random = createRandom(seed);
    const x = Float64Array.from({ length: 20 + seed }, () => Math.exp(3 * random.normal()));
    const y = x.map((value) => value ** random.next() * Math.exp(random.normal()));
    const [logX, logY] = [x.map(Math.log), y.map(Math.log)];
    const r = correlate(logX, logY);
    const spread = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    };
    const fit = fitPowerLaw(x, y);
    expect(fit?.r2).toBeCloseTo(r * r, 9);
    expect(fit?.exponent).toBeCloseTo((r * spread(logY)) / spread(logX), 9);
  }
});

test("values without a logarithm are left out; without variance there is no fit", () => {
  const x = Float64Array.from([0, -1, Number.NaN, 1, 2, 4, 8]);
  expect(fitPowerLaw(x, Float64Array.from([1, 1, 1, 1, 2, 4, 0]))).toMatchObject({ count: 3, reach: 4 });
  expect(fitPowerLaw(Float64Array.from([5, 5, 5, 5]), Float64Array.from([1, 2, 3, 4]))).toBeUndefined();
  expect(fitPowerLaw(Float64Array.from([1, 2]), Float64Array.from([1, 2]))).toBeUndefined();
  const still = fitPowerLaw(Float64Array.from([1, 2, 3]), Float64Array.from([2, 2, 2]));
  expect(still).toMatchObject({ exponent: 0, r2: 0 });
});

test("a fixed cost and one per unit are found in exact values, and preferred to a power", () => {
  const x = Float64Array.from({ length: 400 }, (_, index) => 10 * 1.02 ** index);
  const line = fitGrowth(
    x,
    x.map((value) => 12e-6 + 3.1e-9 * value),
  );
  if (line?.form !== "line") throw new Error("not a line");
  expect(line.intercept / 12e-6).toBeCloseTo(1, 3);
  expect(line.slope / 3.1e-9).toBeCloseTo(1, 3);
  expect(line.r2).toBeCloseTo(1, 6);
});

test("neither form is preferred where both fit the same, or where the power is the truth", () => {
  let lines = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = createRandom(seed);
    const x = Float64Array.from({ length: 50 + 20 * seed }, () => Math.exp(9 + random.normal()));
    const exponent = [1, 1.5, 2][seed % 3] as number;
    const y = x.map((value) => 1e-8 * value ** exponent * Math.exp(0.3 * random.normal()));
    if (fitGrowth(x, y)?.form === "line") lines++;
  }
  expect(lines).toBe(0);
});

test("no line deviates less than the one found", () => {
  for (let seed = 0; seed < 30; seed++) {
    const random = createRandom(1000 + seed);
    const x = Float64Array.from({ length: 300 }, () => Math.exp(3 * random.normal()));
    const cost = Math.exp(2 * random.normal());
    const y = x.map((value) => (cost + value) * Math.exp(0.5 * random.normal()));
    const line = fitLine(x, y);
    if (!line) throw new Error("no line");
    const squares = (intercept: number, slope: number) =>
      x.reduce((sum, value, index) => sum + Math.log((y[index] as number) / (intercept + slope * value)) ** 2, 0);
    const { intercept, slope } = line;
    const found = squares(intercept, slope);
    for (const [a, b] of [
      [1.01, 1],
      [0.99, 1],
      [1, 1.01],
      [1, 0.99],
      [1.05, 0.97],
    ] as const)
      expect(found).toBeLessThanOrEqual(squares(intercept * a, slope * b) + 1e-9);
    const logs = y.map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    expect(line.r2).toBeCloseTo(1 - found / logs.reduce((sum, value) => sum + (value - mean) ** 2, 0), 9);
  }
});
