import { expect, test } from "vitest";
import { placeTrend, TREND_HEIGHT } from "./trend-path.ts";

const heights = (trend: (number | null)[], middle = 1) =>
  [...placeTrend(trend, middle).path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]));

test("the middle is in the middle, slower is higher, and eight times is the end", () => {
  expect(heights([1, 8, 0.125, 2])).toEqual([12, 3, 21, 9]);
  expect(heights([100, 0])).toEqual([3, TREND_HEIGHT - 3]);
});

test("empty slices part the line, and a lone slice is a dot", () => {
  expect(placeTrend([1, null, 1, 1, null], 1).path).toMatch(/^M[\d.]+ 12h0M[\d.]+ 12h0L[\d.]+ 12$/);
  expect(placeTrend([null, null], 1)).toEqual({ path: "", last: undefined });
  expect(placeTrend([0, 0], 0).path).toBe("");
});
