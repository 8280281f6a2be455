import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import { weightedMedian } from "./weighted-median.ts";

test("the middle of values that are repeated as often as they weigh", () => {
  const random = drawRandom();
  for (let round = 0; round < 200 * ROUNDS; round++) {
    const count = 1 + random.below(random.chance(0.2) ? 400 : 12);
    const alike = random.chance(0.5);
    const values = Float64Array.from({ length: count }, () => random.below(random.chance(0.5) ? 5 : 1000) / 7);
    const weights = Float64Array.from({ length: count }, () => (alike ? 3 : 1 + random.below(4)));
    const all = [...values]
      .flatMap((value, index) => Array<number>(weights[index] as number).fill(value))
      .sort((a, b) => a - b);
    const middle = ((all[(all.length - 1) >> 1] as number) + (all[all.length >> 1] as number)) / 2;
    const before = [...values];
    expect(weightedMedian(values, weights)).toBeCloseTo(middle, 12);
    expect([...values]).toEqual(before);
  }
  expect(weightedMedian(new Float64Array(0), new Float64Array(0))).toBeNaN();
});
