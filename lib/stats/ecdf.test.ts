import { expect, test } from "vitest";
import { makeCurve, makeHistograms, markCurve, TAIL_END, tailScale } from "./ecdf.ts";
import { createRandom } from "./random.ts";

const draw = (count: number, seed = count) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => Math.exp(random.normal())).sort();
};

test("the tail scale gives each nine the same room", () => {
  expect([0, 0.9, 0.99, 0.999].map(tailScale).map((place) => Number(place.toFixed(9)))).toEqual([0, 1, 2, 3]);
  expect(tailScale(1)).toBe(Number.POSITIVE_INFINITY);
});

test.each([1, 7, 300, 5_000])("every point of a curve of %i calls is true, and both ends are there", (count) => {
  const sorted = draw(count);
  const curve = makeCurve(sorted);
  expect(curve.length).toBeLessThan(800);
  for (const [seconds, share] of curve) {
    expect(share).toBeCloseTo(sorted.filter((value) => value <= seconds).length / count, 9);
  }
  const [first, last] = [curve[0], curve.at(-1)];
  expect(first?.[0]).toBe(sorted[0]);
  expect(tailScale(last?.[1] ?? 0)).toBeGreaterThan(TAIL_END);
});

test("no gap in a curve is wider than its calls make it", () => {
  const curve = makeCurve(draw(5_000));
  for (const [index, [, share]] of curve.entries()) {
    const before = curve[index - 1]?.[1];
    if (before !== undefined && share < 0.98) expect(tailScale(share) - tailScale(before)).toBeLessThan(0.1);
  }
});

test("equal durations are one step", () => {
  expect(makeCurve(Float64Array.of(1, 1, 1, 2))).toEqual([
    [1, 0.75],
    [2, 1],
  ]);
});

test("marks are quantiles and the maximum", () => {
  const marks = markCurve(Float64Array.from({ length: 1001 }, (_, i) => i));
  expect(marks).toMatchObject({ p50: 500, p95: 950, "p99.9": 999, max: 1000 });
});

test("two histograms share their bins and hold every call above 0", () => {
  const a = Float64Array.of(0, 0, 0.001, 0.01, 1);
  const { low, high, baseline: left, candidate: right } = makeHistograms(a, draw(200), 30);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  expect([low, sum(left), sum(right)]).toEqual([0.001, 3, 200]);
  expect(high).toBeGreaterThan(1);
  expect(makeHistograms(Float64Array.of(0), new Float64Array(0), 30)).toEqual({
    low: 0,
    high: 0,
    baseline: [],
    candidate: [],
  });
});
