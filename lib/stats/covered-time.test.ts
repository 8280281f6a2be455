import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { findCoveredTime } from "./covered-time.ts";

/** `[start, duration]` of spans. */
const cover = (spans: readonly (readonly [number, number])[]) =>
  findCoveredTime({
    starts: Float64Array.from(spans, ([start]) => start),
    durations: Float64Array.from(spans, ([, duration]) => duration),
  });

test("parallel spans count once, pauses not at all, in whatever order they come", () => {
  const spans = [
    [100, 10],
    [102, 3],
    [105, 10],
    [200, 1],
  ] as const;
  expect(cover(spans)).toBe(16);
  expect(cover(spans.toReversed())).toBe(16);
  expect(cover([])).toBe(0);
});

test("what is no number is left out", () => {
  expect(
    cover([
      [Number.NaN, 5],
      [1, Number.NaN],
      [1, -3],
      [1, 2],
      [0, 0],
    ]),
  ).toBe(2);
});

test("it is what counting each second gives", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = createRandom(seed);
    const spans = Array.from({ length: 1 + random.below(30) }, () => [random.below(60), random.below(12)] as const);
    if (seed % 2) spans.sort((a, b) => a[0] + a[1] - b[0] - b[1]);
    const seconds = new Set(
      spans.flatMap(([start, duration]) => Array.from({ length: duration }, (_, at) => start + at)),
    );
    expect(cover(spans), `seed ${seed}`).toBe(seconds.size);
  }
});
