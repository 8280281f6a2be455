import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { suitsLog } from "./log-axis.ts";
import { areIntegers, binEdges, binNumbers, cutIntegers, makeBinOf, numberAt, shareOf } from "./number-bins.ts";

test("each number is counted once, with its weight, in the bin that its value lies in", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const numbers = Array.from(
      { length: 1 + random.below(50) },
      () => [random.below(seed * 40) + (seed % 3) + 0.25, 1 + random.below(3)] as const,
    );
    const found = binNumbers([...numbers, [undefined, 5], [Number.NaN, 5]], 10);
    const values = numbers.map(([value]) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const weights = { values, counts: numbers.map(([, count]) => count) };
    expect(found).toMatchObject({ low, high, log: suitsLog(weights, "plain") });
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
  expect(binNumbers([[7, 3]], 3)).toEqual({ low: 7, high: 7, log: false, bins: [3] });
  expect(binNumbers([[undefined, 1]], 3)).toBeNull();
});

const integersIn = ({ edges }: { edges: readonly number[] }) =>
  edges.slice(1).map((edge, bin) => Math.floor(edge) - Math.ceil(edges[bin] as number) + 1);

test.each([
  [1, 4, 60],
  [0, 6, 40],
  [-3, 3, 60],
  [200, 500, 44],
  [2_920_575, 3_013_544, 60],
  [0, 60, 60],
])("bins of the integers from %d to %d hold the same number of them each", (low, high, max) => {
  const axis = cutIntegers(low, high, false, max);
  expect(axis.bins).toBeLessThanOrEqual(max);
  expect(new Set(integersIn({ edges: binEdges(axis) })).size).toBe(1);
  expect([low, high].map(makeBinOf(axis))).toEqual([0, axis.bins - 1]);
});

test.each([
  [1, 40, 30],
  [2, 821_000, 72],
  [2, 821_000, 41],
  [1, 3, 60],
  [5, 5, 60],
  [100, 1_000_000, 136],
])(
  "bins of the integers from %d to %d on a log axis hold at least one each, and never fewer than before",
  (low, high, max) => {
    const axis = cutIntegers(low, high, true, max);
    const held = integersIn({ edges: binEdges(axis) });
    expect(axis.bins).toBeLessThanOrEqual(max + 1);
    expect(Math.min(...held)).toBeGreaterThan(0);
    // The last one ends with the integers.
    for (const [i, count] of held.slice(0, -2).entries()) expect(held[i + 1]).toBeGreaterThanOrEqual(count);
    const binOf = makeBinOf(axis);
    const edges = binEdges(axis);
    for (let value = low; value <= high; value = Math.ceil(value * 1.01)) {
      const bin = binOf(value);
      expect(edges[bin]).toBeLessThan(value);
      expect(edges[bin + 1]).toBeGreaterThan(value);
    }
    expect(edges.at(-1)).toBe(high + 0.5);
  },
);

test("a strip of integers has no gaps either", () => {
  const weekdays = Array.from({ length: 7 }, (_, day) => [day, 5] as const);
  expect(binNumbers(weekdays, 40)?.bins).toEqual(new Array(7).fill(5));
  const sizes = Array.from({ length: 3000 }, (_, i) => [Math.round(2 * 1.0043 ** i), 1] as const);
  const strip = binNumbers(sizes, 40);
  expect([strip?.log, strip?.bins.includes(0)]).toEqual([true, false]);
});

test("integers are known by all values that are there", () => {
  expect(areIntegers([1, Number.NaN, -3])).toBe(true);
  expect([[], [Number.NaN], [1, 2.5], [1e300]].some(areIntegers)).toBe(false);
});
