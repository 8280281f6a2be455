import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { findEnclosing, NO_PARENT, type SpanTimes } from "./containment.ts";

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

test("what is no number has no part in it", () => {
  expect(
    parentsOf([
      [1, 1],
      [Number.NaN, 3],
      [0, Number.POSITIVE_INFINITY],
      [0, 5],
    ]),
  ).toEqual([3, NO_PARENT, NO_PARENT, NO_PARENT]);
});

test("it finds what comparing all with all finds", () => {
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

test("200,000 spans in the wrong order are gone through all the same", () => {
  const spans = Array.from({ length: 200_000 }, (_, index) => [1e6 - index, 0.5] as const);
  expect(parentsOf(spans).every((parent) => parent === NO_PARENT)).toBe(true);
});
