import { expect, test } from "vitest";
import { createRandom } from "../../stats/random.ts";
import { correlate } from "../../stats/ranks.ts";
import { fitPowerLaw } from "./number.ts";

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
