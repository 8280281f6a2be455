import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { findCoveredTime, findEnclosing, findSelfTimes, NO_PARENT, type SpanTimes } from "./intervals.ts";

/** `[start, duration]` of spans in the order in which they ended. */
function times(spans: readonly (readonly [number, number])[]): SpanTimes {
  return {
    ids: Float64Array.from(spans, (_, index) => index + 1),
    starts: Float64Array.from(spans, ([start]) => start),
    durations: Float64Array.from(spans, ([, duration]) => duration),
  };
}

const parentsOf = (spans: readonly (readonly [number, number])[]) => [...findEnclosing(times(spans))];

test("a call is the parent of the calls within it, and not of theirs", () => {
  expect(
    parentsOf([
      [1, 1],
      [2.5, 1],
      [2, 2],
      [0, 5],
      [6, 1],
    ]),
  ).toEqual([3, 2, 3, NO_PARENT, NO_PARENT]);
});

test("of equal intervals, each span is the child of the next", () => {
  expect(
    parentsOf([
      [0, 1],
      [0, 1],
      [0, 1],
    ]),
  ).toEqual([1, 2, NO_PARENT]);
});

test("spans of no duration enclose nothing, but may be enclosed", () => {
  expect(
    parentsOf([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 2],
    ]),
  ).toEqual([3, 3, 3, NO_PARENT]);
});

test("spans that overlap have no part in each other, and the first to end of those around it is the parent", () => {
  expect(
    parentsOf([
      [2, 2],
      [1, 4],
      [3, 3],
      [2.5, 4],
      [0, 10],
    ]),
  ).toEqual([1, 4, 3, 4, NO_PARENT]);
});

test("a span without finite times has no parent and no children", () => {
  expect(
    parentsOf([
      [1, 1],
      [Number.NaN, 3],
      [0, Number.POSITIVE_INFINITY],
      [0, 5],
    ]),
  ).toEqual([3, NO_PARENT, NO_PARENT, NO_PARENT]);
});

test("parents are those that comparing all with all finds", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed);
    const spans = Array.from({ length: 40 }, () => [random.below(30), random.below(12)] as const);
    spans.sort((a, b) => a[0] + a[1] - (b[0] + b[1]));
    const expected = spans.map(([start, duration], index) =>
      spans.findIndex(
        ([from, length], other) => other > index && length > 0 && from <= start && from + length >= start + duration,
      ),
    );
    expect(parentsOf(spans), `seed ${seed}`).toEqual(expected);
  }
});

test("200,000 spans in the wrong order are handled", () => {
  const spans = Array.from({ length: 200_000 }, (_, index) => [1e6 - index, 0.5] as const);
  expect(parentsOf(spans).every((parent) => parent === NO_PARENT)).toBe(true);
});

interface Row {
  readonly start: number;
  readonly duration: number;
  readonly parent: number;
}

function selfTimes(rows: readonly Row[]): number[] {
  const times = {
    ids: Float64Array.from(rows, (_, index) => index + 1),
    starts: Float64Array.from(rows, (row) => row.start),
    durations: Float64Array.from(rows, (row) => row.duration),
  };
  return [
    ...findSelfTimes(
      times,
      Int32Array.from(rows, (row) => row.parent),
    ),
  ];
}

test("children that overlap count once, and only as far as they lie inside", () => {
  const rows = [
    { start: 0, duration: 10, parent: NO_PARENT },
    { start: 1, duration: 3, parent: 0 },
    { start: 2, duration: 4, parent: 0 },
    { start: 9, duration: 5, parent: 0 },
    { start: -2, duration: 2.5, parent: 0 },
  ];
  expect(selfTimes(rows)).toEqual([3.5, 3, 4, 5, 2.5]);
});

test("a missing duration counts as 0", () => {
  const rows = [
    { start: 0, duration: Number.NaN, parent: NO_PARENT },
    { start: 0, duration: 1, parent: 0 },
    { start: 0, duration: 2, parent: NO_PARENT },
    { start: Number.NaN, duration: 1, parent: 2 },
  ];
  expect(selfTimes(rows)).toEqual([0, 1, 2, 1]);
});

/** Whole seconds, so that they can be counted one by one. */
function countSeconds(rows: readonly Row[], index: number): number {
  const { start, duration } = rows[index] ?? { start: 0, duration: 0 };
  let own = 0;
  for (let second = start; second < start + duration; second++) {
    const within = (row: Row) => row.parent === index && row.start <= second && second < row.start + row.duration;
    if (!rows.some(within)) own++;
  }
  return own;
}

test("self time is the seconds that no child takes", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed);
    const rows = Array.from({ length: 30 }, (_, index) => ({
      start: random.below(40),
      duration: random.below(20),
      parent: index === 0 || random.chance(0.1) ? NO_PARENT : random.below(index),
    }));
    expect(selfTimes(rows), `seed ${seed}`).toEqual(rows.map((_, index) => countSeconds(rows, index)));
  }
});

test("self times of calls of 50 ns and of what called them add up to the time that it took", () => {
  const calls = Array.from({ length: 10_000 }, (_, index) => ({
    start: 1_795_000_000 + index * 60e-9,
    duration: 50e-9,
    parent: 10_000,
  }));
  const rows = [...calls, { start: 1_795_000_000, duration: 10_000 * 60e-9, parent: NO_PARENT }];
  const selfs = selfTimes(rows);
  expect((selfs[10_000] ?? 0) / (10_000 * 10e-9)).toBeCloseTo(1, 1);
  expect(selfs.reduce((sum, self) => sum + self, 0) / (10_000 * 60e-9)).toBeCloseTo(1, 2);
});

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

test("a span without finite times covers nothing", () => {
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

test("covered time is the seconds in which some span runs", () => {
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

/** Seconds since 1970, of present-day magnitude. */
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
