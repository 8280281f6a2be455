import { expect, test } from "vitest";
import { OWN_COLUMNS } from "../../../lib/analysis/explore/answer.ts";
import { describeDurationAxis, makeDurationAxis, measureBar, reachRows } from "./column-layout.ts";

test("an axis has round ends around what it holds, and says them", () => {
  const axis = makeDurationAxis([42e-6, 1.88]);
  expect(axis && describeDurationAxis(axis)).toBe("bar: log, 20 µs to 2 s");
  const exact = makeDurationAxis([1e-3, 1]);
  expect(exact && describeDurationAxis(exact)).toBe("bar: log, 1 ms to 1 s");
});

test("bars are as long as the logarithm of what they stand for", () => {
  const axis = { low: 1e-3, high: 1 };
  expect([0, 1e-3, 1, 5].map((duration) => measureBar(axis, duration))).toEqual([0, 0, 1, 1]);
  expect(measureBar(axis, 10 ** -1.5)).toBeCloseTo(0.5, 9);
});

test("one single duration has an axis too, none has none", () => {
  const axis = makeDurationAxis([0.02, 0.02]);
  expect(axis && measureBar(axis, 0.02)).toBeGreaterThan(0);
  expect(makeDurationAxis(null)).toBeNull();
  expect(makeDurationAxis([0, 0])).toBeNull();
});

test("the axis of a sample's bars reaches the slowest rows, which are those of all spans", () => {
  const columns = OWN_COLUMNS;
  const rowOf = (duration: number | null) => [1, "step", 0, duration];
  expect(reachRows([1e-3, 1], [rowOf(3.2), rowOf(0.5), rowOf(null), rowOf(0)], columns)).toEqual([1e-3, 3.2]);
  expect(reachRows([1e-3, 1], [], columns)).toEqual([1e-3, 1]);
  expect(reachRows(null, [rowOf(3)], columns)).toBeNull();
});
