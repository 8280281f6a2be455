import { expect, test } from "vitest";
import { drawSeed, ROUNDS } from "../fixtures/seed.ts";
import { findLargest, findRanked, firstAbove, firstNotBelow } from "./order.ts";
import { createRandom } from "./random.ts";

test("bounds match counting, with ties, between the numbers, and beyond either end", () => {
  for (const numbers of [[], [4], [4, 4, 4], [1, 3, 3, 7, 7, 7, 9]]) {
    const sorted = Float64Array.from(numbers);
    for (let value = 0; value <= 10; value++) {
      expect(firstNotBelow(sorted, value)).toBe(numbers.filter((number) => number < value).length);
      expect(firstAbove(sorted, value)).toBe(numbers.filter((number) => number <= value).length);
    }
  }
});

test("a page of ranked values is that of all values sorted, with ties and missing ones", () => {
  const random = createRandom(drawSeed());
  for (let round = 0; round < ROUNDS * 20; round++) {
    const count = 1 + Math.floor(random.next() * 300);
    const draw = [
      () => random.normal(),
      () => Math.floor(random.next() * 4),
      () => Math.exp(40 * random.normal()),
      () => (random.next() < 0.3 ? Number.NaN : random.next()),
      () => (random.next() < 0.5 ? 1.7e308 : -1.7e308),
      () => random.next() * 5e-324 * 4,
    ][round % 6] as () => number;
    const values = Float64Array.from({ length: count }, draw);
    const keyOf = (index: number) => {
      const value = values[index] as number;
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    };
    const order = [...values.keys()].sort((a, b) => (keyOf(a) === keyOf(b) ? a - b : keyOf(a) < keyOf(b) ? 1 : -1));
    const from = Math.floor(random.next() * count);
    const to = Math.min(count, from + Math.floor(random.next() * 50));
    expect(findRanked(values, from, to), `${from} to ${to} of ${values}`).toEqual(order.slice(from, to));
  }
});

test("the largest come in order, equal ones as they came, whether values rise or not", () => {
  const random = createRandom(drawSeed());
  const below = (limit: number) => Math.floor(random.next() * limit);
  for (const length of [0, 1, 7, 200])
    for (const shape of ["rising", "falling", "any"] as const) {
      const values = Float64Array.from({ length }, () => (below(9) === 0 ? Number.NaN : below(40)));
      if (shape !== "any") values.sort();
      if (shape === "falling") values.reverse();
      const sorted = [...values.keys()]
        .filter((index) => !Number.isNaN(values[index] as number))
        .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
      expect(findLargest(values, 12), `${shape} ${length}`).toEqual(sorted.slice(0, 12));
      const isEven = (index: number) => index % 2 === 0;
      expect(findLargest(values, 5, isEven)).toEqual(sorted.filter(isEven).slice(0, 5));
    }
});
