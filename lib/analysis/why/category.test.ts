import { expect, test } from "vitest";
import { jaccard, shareDifference } from "./category.ts";

test("the difference of shares", () => {
  expect(shareDifference(47, 48, 113, 912)).toBeCloseTo(47 / 48 - 113 / 912, 12);
  expect(shareDifference(0, 10, 10, 10)).toBe(-1);
  expect(shareDifference(0, 0, 3, 4)).toBe(-0.75);
});

test("the Jaccard index, compared with counting", () => {
  for (let seed = 0; seed < 64; seed++) {
    const a = new Set([0, 1, 2].filter((bit) => seed & (1 << bit)));
    const b = new Set([0, 1, 2].filter((bit) => seed & (8 << bit)));
    const common = [...a].filter((member) => b.has(member)).length;
    const either = new Set([...a, ...b]).size;
    expect(jaccard(common, a.size, b.size)).toBe(either === 0 ? 0 : common / either);
  }
});
