import { expect, test } from "vitest";
import type { CurvePoint } from "../../../lib/stats/ecdf.ts";
import {
  drawBetween,
  drawLine,
  hasAreaBetween,
  makeScales,
  placeAtTop,
  placeCurve,
  placeText,
  shareAt,
} from "./curve-geometry.ts";

const size = { width: 662 + 16, height: 354 + 10 };
const points: CurvePoint[] = [
  [0.001, 0.5],
  [0.01, 0.9],
  [0.1, 1],
];

test("a curve climbs in steps from the lower left to the top, within the chart", () => {
  const scales = makeScales([0.001, 0.1], size);
  const places = placeCurve(points, scales);
  expect(places[0]).toEqual([scales.left, scales.bottom]);
  expect(places.at(-1)?.[1]).toBe(scales.top);
  for (const [index, [x, y]] of places.entries()) {
    const [beforeX, beforeY] = places[index - 1] ?? [x, y];
    expect(x).toBeGreaterThanOrEqual(beforeX);
    expect(y).toBeLessThanOrEqual(beforeY);
    expect(x === beforeX || y === beforeY).toBe(true);
  }
  expect(drawLine(places)).toMatch(/^M62 \d/);
  expect(drawBetween(places, places)).toMatch(/Z$/);
});

test("each power of ten and each nine has the same room", () => {
  const { x, y } = makeScales([0.001, 0.1], size);
  expect(x(0.01) - x(0.001)).toBeCloseTo(x(0.1) - x(0.01), 0);
  expect(y(0.9) - y(0.99)).toBeCloseTo(y(0.99) - y(0.999), 0);
});

test("one single duration, and none at all, have an axis", () => {
  for (const values of [[0.5], [], [0], [0.5, 0.5 + 1e-12]]) {
    const { low, high, x } = makeScales(values, size);
    expect(low).toBeLessThan(high / 2);
    expect(Number.isFinite(x(0.5))).toBe(true);
  }
});

test("the share at a duration is that of the step below", () => {
  expect([0.0001, 0.001, 0.05, 5].map((seconds) => shareAt(points, seconds))).toEqual([0, 0.5, 0.9, 1]);
});

test("between curves of a few steps there is no area, which would be a block", () => {
  const steps = (count: number) => Array.from({ length: count }, (_, i): CurvePoint => [i + 1, (i + 1) / count]);
  expect([1, 2, 4, 5].map((count) => hasAreaBetween(steps(count), steps(100)))).toEqual([false, false, false, true]);
  expect(hasAreaBetween(steps(100), steps(1))).toBe(false);
});

test("a text stands right of its marks, left of them, or between them, and is never cut", () => {
  const edges = { left: 62, right: 500 };
  const text = "p50 11.5 s to 30.1 s";
  const width = 6.2 * text.length;
  for (const marks of [
    [70, 480],
    [100, 200],
    [400, 490],
    [62, 62],
    [62, 500],
  ] as const) {
    const { x } = placeText(text, marks, edges);
    expect(x).toBeGreaterThanOrEqual(edges.left);
    expect(x + width).toBeLessThanOrEqual(edges.right);
  }
  expect(placeText(text, [100, 200], edges)).toEqual({ x: 211, below: true });
  expect(placeText(text, [400, 490], edges).x + width).toBeCloseTo(389, 6);
  expect(placeText(text, [70, 480], edges)).toEqual({ x: 81, below: false });
  // At the top, curves rise through it.
  for (const rises of [[80], [80, 300], [90, 95], [400]]) {
    const x = placeAtTop(text, rises, edges);
    expect(rises.every((rise) => rise < x || rise > x + width)).toBe(true);
  }
});
