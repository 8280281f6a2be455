import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { binNumbers, numberAt, shareOf } from "./number-bins.ts";

test("each number is counted once, with its weight, in the bin that its value lies in", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const numbers = Array.from(
      { length: 1 + random.below(50) },
      () => [random.below(seed * 40) + (seed % 3), 1 + random.below(3)] as const,
    );
    const found = binNumbers([...numbers, [undefined, 5], [Number.NaN, 5]], 10);
    const values = numbers.map(([value]) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    expect(found).toMatchObject({ low, high, log: low > 0 && high / low > 100 });
    if (!found) continue;
    const expected = new Array<number>(10).fill(0);
    for (const [value, count] of numbers) {
      const bin = Math.min(9, Math.floor(shareOf(found, value) * 10));
      expected[bin] = (expected[bin] ?? 0) + count;
    }
    expect(found.bins).toEqual(expected);
  }
});

test("wide ranges are logarithmic, and places lead back to numbers", () => {
  const wide = binNumbers(
    [
      [1, 1],
      [100, 2],
      [10_000, 1],
    ],
    4,
  );
  expect(wide).toEqual({ low: 1, high: 10_000, log: true, bins: [1, 0, 2, 1] });
  const scale = { low: 1, high: 10_000, log: true };
  expect([0, 0.25, 0.5, 1].map((share) => numberAt(scale, share))).toEqual([1, 10, 100, 10_000]);
  expect(numberAt({ low: -1, high: 3, log: false }, 0.5)).toBe(1);
});

test("one number is a range of nothing, none is none", () => {
  expect(binNumbers([[7, 3]], 3)).toEqual({ low: 7, high: 7, log: false, bins: [3, 0, 0] });
  expect(binNumbers([[undefined, 1]], 3)).toBeNull();
});
