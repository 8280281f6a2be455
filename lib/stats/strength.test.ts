import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { correlateRanks, separateGroups } from "./strength.ts";

const random = createRandom(7);
const next = () => random.below(1_000_000_000) / 1e9;
const noise = Array.from({ length: 2000 }, next);

test("a rank correlation sees any rising or falling relation, and none in noise", () => {
  const x = noise.map((_, i) => i);
  expect(
    correlateRanks(
      x,
      x.map((value) => value ** 3),
    ),
  ).toBeCloseTo(1, 9);
  expect(
    correlateRanks(
      x,
      x.map((value) => Math.exp(-value / 500)),
    ),
  ).toBeCloseTo(-1, 9);
  expect(Math.abs(correlateRanks(x, noise))).toBeLessThan(0.08);
  expect(
    correlateRanks(
      x,
      x.map(() => 1),
    ),
  ).toBe(0);
});

test("it is Spearman's, ties and all", () => {
  // Worked out by hand: ranks 0.5 0.5 2 3 against 0 1 2 3.
  expect(correlateRanks([1, 1, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 9);
});

test("groups that say nothing separate nothing, however many", () => {
  const many = noise.map((_, i) => i % 400);
  expect(separateGroups(many, noise)).toBeLessThan(0.06);
  expect(
    separateGroups(
      noise.map(() => 1),
      noise,
    ),
  ).toBe(0);
});

test("groups that say all separate nearly all", () => {
  const groups = noise.map((value) => Math.floor(value * 3));
  expect(separateGroups(groups, noise)).toBeGreaterThan(0.85);
});
