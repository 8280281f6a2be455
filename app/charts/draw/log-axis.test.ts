import { expect, test } from "vitest";
import { makeLogAxis, placeOnAxis } from "./log-axis.ts";

test("ticks are powers of ten, with text where there is room", () => {
  const axis = makeLogAxis(11e-6, 2.1, 164);
  expect(axis.ticks).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
  expect(axis.labels.map((label) => label.text)).toEqual(["100 µs", "10 ms", "1 s"]);
});

test("places values and keeps them within", () => {
  const axis = makeLogAxis(1e-6, 1, 100);
  expect(placeOnAxis(axis, 1e-3, 100)).toBe(50);
  expect(placeOnAxis(axis, 10, 100)).toBe(100);
  expect(placeOnAxis(axis, 0, 100)).toBe(0);
});

test("nothing to draw is an axis without ticks", () => {
  expect(makeLogAxis(0, 0, 100).ticks).toEqual([]);
  expect(makeLogAxis(1, 1, 100).ticks).toEqual([]);
  expect(placeOnAxis(makeLogAxis(1, 1, 100), 1, 100)).toBe(0);
});
