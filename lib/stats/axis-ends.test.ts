import { expect, test } from "vitest";
import { padEnds, widenEnds } from "./axis-ends.ts";

const linear = { log: false, unit: "plain" } as const;
const duration = { log: false, unit: "duration" } as const;

test("an axis ends a twenty-fifth beyond its data", () => {
  expect(padEnds(0, 100, linear)).toEqual([-4, 104]);
  const [low, high] = padEnds(1, 10 ** 25, { ...linear, log: true });
  expect([low, high / 10 ** 26]).toEqual([expect.closeTo(0.1), expect.closeTo(1)]);
  expect(padEnds(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, linear)).toEqual([0, 1]);
});

test("around a single value it is narrow, and never below 0 for what cannot be", () => {
  expect(widenEnds(0.005, duration)).toEqual([expect.closeTo(0.0048), expect.closeTo(0.0052)]);
  expect(widenEnds(0, duration)).toEqual([0, 1e-6]);
  expect(widenEnds(0, { log: false, unit: "bytes", integers: true })).toEqual([0, 10]);
  expect(widenEnds(0, { log: false, unit: "count", integers: true })).toEqual([0, 1]);
  expect(widenEnds(3, { log: false, unit: "bytes", integers: true })).toEqual([2, 4]);
  expect(widenEnds(0.5, { log: false, unit: "count", integers: true })[0]).toBe(0);
  expect(widenEnds(0, linear)).toEqual([-0.5, 0.5]);
  expect(widenEnds(-7, { ...linear, integers: true })).toEqual([-8, -6]);
  expect(widenEnds(1_795_000_000, { log: false, unit: "start" })).toEqual([1_795_000_000, 1_795_000_001]);
  expect(widenEnds(8, { ...linear, log: true })).toEqual([4, 16]);
});

test("marks at 0 are not cut by the end of the axis, which still begins at 0 for the eye", () => {
  const [low, high] = padEnds(0, 0, duration);
  expect([low, high]).toEqual([expect.closeTo(-0.04e-6, 12), expect.closeTo(1.04e-6, 12)]);
});

test("the bars of the first and the last integer are on the axis as a whole", () => {
  const [low, high] = padEnds(1, 4, { ...linear, integers: true });
  expect([low < 0.5, high > 4.5]).toEqual([true, true]);
  const log = padEnds(1, 40, { ...linear, log: true, integers: true });
  expect([log[0] <= 0.5 && log[0] > 0, log[1] >= 40.5]).toEqual([true, true]);
});
