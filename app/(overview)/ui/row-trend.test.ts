import { expect, test } from "vitest";
import { placeTrend, TREND_HEIGHT } from "./row-pictures.tsx";

const heights = (trend: (number | null)[], middle = 1) =>
  [...placeTrend(trend, middle).path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]));

test("the middle is in the middle, slower is higher, and eight times is the end", () => {
  expect(heights([1, 8, 0.125, 2])).toEqual([12, 3, 21, 9]);
  expect(heights([100, 0])).toEqual([3, TREND_HEIGHT - 3]);
});

test("empty slices are bridged apart from the line, and a lone slice is a dot", () => {
  const { path, bridges } = placeTrend([1, null, 1, 1, null], 1);
  expect(path).toMatch(/^M3 12h0M[\d.]+ 12h0L[\d.]+ 12$/);
  expect(bridges).toMatch(/^M3 12L48 12$/);
  expect(placeTrend([1, 1, 1], 1).bridges).toBe("");
  expect(placeTrend([null, null], 1)).toEqual({ path: "", bridges: "", last: undefined });
  expect(placeTrend([0, 0], 0).path).toBe("");
});
