import { expect, test } from "vitest";
import type { CurvePoint } from "../../../lib/stats/ecdf.ts";
import { drawBetween, drawLine, makeScales, placeCurve, shareAt } from "./curve-geometry.ts";

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
  for (const values of [[0.5], [], [0]]) {
    const { low, high, x } = makeScales(values, size);
    expect(low).toBeLessThan(high);
    expect(Number.isFinite(x(0.5))).toBe(true);
  }
});

test("the share at a duration is that of the step below", () => {
  expect([0.0001, 0.001, 0.05, 5].map((seconds) => shareAt(points, seconds))).toEqual([0, 0.5, 0.9, 1]);
});
