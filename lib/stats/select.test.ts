import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { median, quantile } from "./order.ts";
import { selectMedian, takeQuantile } from "./select.ts";

test("the median is that of the sorted values, and their order stays", () => {
  const random = drawRandom();
  for (let round = 0; round < 50 * ROUNDS; round++) {
    const distinct = random.pick([1, 2, 10, 1e6]);
    const values = Float64Array.from(
      { length: 1 + random.below(random.pick([3, 200])) },
      () => (random.below(distinct) - distinct / 2) / 7,
    );
    const before = values.slice();
    expect(selectMedian(values)).toBe(median(values));
    expect(values).toEqual(before);
  }
});

test("a quantile is that of the sorted values", () => {
  const random = drawRandom();
  for (let round = 0; round < 50 * ROUNDS; round++) {
    const values = Float64Array.from({ length: 1 + random.below(300) }, () => random.below(50) / 7);
    const share = random.below(101) / 100;
    expect(takeQuantile(values.slice(), share)).toBe(quantile(values.slice().sort(), share));
  }
});

test("orders that split unevenly are no different, up to where sorting takes over", () => {
  const count = 99_999;
  const rising = Float64Array.from({ length: count }, (_, index) => index);
  // The middle of the first, the middle and the last value is nearly the smallest, again and again.
  const pipe = rising.map((index) => Math.min(index, count - 1 - index));
  for (const values of [rising, rising.toReversed(), pipe, new Float64Array(count)])
    expect(selectMedian(values)).toBe(median(values));
});
