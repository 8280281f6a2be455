import { expect, test } from "vitest";
import { firstAbove, firstNotBelow } from "./order.ts";

test("bounds match counting, with ties, between the numbers, and beyond either end", () => {
  for (const numbers of [[], [4], [4, 4, 4], [1, 3, 3, 7, 7, 7, 9]]) {
    const sorted = Float64Array.from(numbers);
    for (let value = 0; value <= 10; value++) {
      expect(firstNotBelow(sorted, value)).toBe(numbers.filter((number) => number < value).length);
      expect(firstAbove(sorted, value)).toBe(numbers.filter((number) => number <= value).length);
    }
  }
});
