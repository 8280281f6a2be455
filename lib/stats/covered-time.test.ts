import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { NO_PARENT } from "./containment.ts";
import { findCoveredTime } from "./covered-time.ts";

/** `[start, duration]` of spans. */
const cover = (spans: readonly (readonly [number, number])[], parents: readonly number[] = []) =>
  findCoveredTime(
    {
      starts: Float64Array.from(spans, ([start]) => start),
      durations: Float64Array.from(spans, ([, duration]) => duration),
    },
    () => Int32Array.from(spans, (_, index) => parents[index] ?? NO_PARENT),
  );

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

/** Seconds since 1970, as a file of today holds them. */
const TODAY = 1_795_000_000;

test.each([
  ["50 ns, one right after the other", 50, 50, 0],
  ["50 ns, one each microsecond", 50, 50, 950],
  ["20 to 320 ns, one right after the other", 20, 320, 0],
  ["100 to 200 ns with pauses", 100, 200, 150],
  ["about 1 µs, one right after the other", 500, 1500, 0],
])("calls of %s cover what their durations add up to", (_, shortest, longest, pause) => {
  const random = createRandom(7);
  let now = 0;
  const spans = Array.from({ length: 20_000 }, () => {
    const duration = shortest + random.below(longest - shortest + 1);
    const span = [TODAY + now * 1e-9, duration * 1e-9] as const;
    now += duration + (pause && random.below(2 * pause));
    return span;
  });
  const total = spans.reduce((sum, [, duration]) => sum + duration, 0);
  expect(total / cover(spans)).toBeCloseTo(1, 2);
});

test("a call of 50 ns within one of 150 ns covers nothing more, where it is known to be one", () => {
  const spans = Array.from({ length: 2000 }, (_, index) => {
    const start = TODAY + Math.floor(index / 2) * 1e-6;
    return [start, index % 2 ? 150e-9 : 50e-9] as const;
  });
  const parents = spans.map((_, index) => (index % 2 ? NO_PARENT : index + 1));
  expect(cover(spans, parents) / (1000 * 150e-9)).toBeCloseTo(1, 6);
});
