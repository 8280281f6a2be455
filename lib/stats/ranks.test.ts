import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { compareRanks, correlate, countTies, differenceOfRankSum, rankAll, spearman } from "./ranks.ts";

const noise = Float64Array.from({ length: 2000 }, createRandom(7).next);

/** Values with many ties; for some seeds, without any. */
function draw(seed: number, count: number): Float64Array {
  const random = createRandom(seed);
  const steps = seed % 3 === 0 ? 1e9 : 1 + (seed % 7);
  return Float64Array.from({ length: count }, () => Math.floor(random.next() * steps) - 2);
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

test.each(SEEDS)("ranks are positions in order, ties share theirs (seed %i)", (seed) => {
  const values = draw(seed, 1 + seed);
  const byHand = values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
  expect(rankAll(values)).toEqual(byHand);
});

test.each(SEEDS)("the effect counts the pairs in which one is above the other (seed %i)", (seed) => {
  const a = draw(seed, 1 + (seed % 9));
  const b = draw(seed + 100, 1 + (seed % 23));
  let balance = 0;
  for (const x of a) for (const y of b) balance += Math.sign(x - y);
  const { effect, z } = compareRanks(a, b);
  expect(effect).toBeCloseTo(balance / (a.length * b.length), 12);
  expect(Math.sign(Math.round(z * 1e9))).toBe(Math.sign(Math.round(effect * 1e9)));
  const all = Float64Array.from([...a, ...b]);
  const sum = rankAll(all)
    .subarray(0, a.length)
    .reduce((total, rank) => total + rank, 0);
  expect(differenceOfRankSum(sum, a.length, all.length, countTies(all.sort())).effect).toBeCloseTo(effect, 12);
});

test("z spreads as the normal distribution where nothing differs, with ties as well", () => {
  for (const steps of [3, 1e9]) {
    const random = createRandom(steps);
    const value = () => Math.floor(random.next() * steps);
    const found = Array.from({ length: 2000 }, () => {
      const a = Float64Array.from({ length: 15 }, value);
      return compareRanks(a, Float64Array.from({ length: 60 }, value)).z;
    });
    const mean = found.reduce((sum, z) => sum + z, 0) / found.length;
    const spread = Math.sqrt(found.reduce((sum, z) => sum + z * z, 0) / found.length);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(spread - 1)).toBeLessThan(0.08);
  }
});

describe("Spearman's correlation", () => {
  test.each(SEEDS)("is that of the ranks (seed %i)", (seed) => {
    const x = draw(seed, 5 + seed);
    const y = draw(seed + 50, 5 + seed);
    expect(spearman(x, y)).toBeCloseTo(correlate(rankAll(x), rankAll(y)), 12);
    expect(Math.abs(spearman(x, y))).toBeLessThanOrEqual(1 + 1e-12);
  });

  test("is 1 for whatever rises together, −1 for what falls, 0 for what stands still", () => {
    const x = Float64Array.from([1, 2, 3, 4, 50]);
    expect(spearman(x, x.map(Math.exp))).toBeCloseTo(1, 12);
    expect(
      spearman(
        x,
        x.map((value) => -(value ** 3)),
      ),
    ).toBeCloseTo(-1, 12);
    expect(
      spearman(
        x,
        x.map(() => 7),
      ),
    ).toBe(0);
  });

  test("is as in the book (Spearman's own formula, without ties)", () => {
    const x = Float64Array.from([106, 100, 86, 101, 99, 103, 97, 113, 112, 110]);
    const y = Float64Array.from([7, 27, 2, 50, 28, 29, 20, 12, 6, 17]);
    expect(spearman(x, y)).toBeCloseTo(-29 / 165, 12);
  });

  test("ranks that tie share their middle", () => {
    // Worked out by hand: ranks 0.5 0.5 2 3 against 0 1 2 3.
    expect(spearman(Float64Array.of(1, 1, 2, 3), Float64Array.of(1, 2, 3, 4))).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 9);
    expect(spearman(Float64Array.of(1, 1, 2, 2), Float64Array.of(1, 2, 1, 2))).toBe(0);
  });

  test("sees nothing in noise", () => {
    expect(
      Math.abs(
        spearman(
          noise.map((_, i) => i),
          noise,
        ),
      ),
    ).toBeLessThan(0.08);
  });
});
