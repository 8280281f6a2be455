import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { NO_PARENT } from "./containment.ts";
import { findSelfTimes } from "./self-time.ts";

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

test("a duration that is no number is none", () => {
  const rows = [
    { start: 0, duration: Number.NaN, parent: NO_PARENT },
    { start: 0, duration: 1, parent: 0 },
    { start: 0, duration: 2, parent: NO_PARENT },
    { start: Number.NaN, duration: 1, parent: 2 },
  ];
  expect(selfTimes(rows)).toEqual([0, 1, 2, 1]);
});

/** Whole seconds, so that each can be looked at by itself. */
function countSeconds(rows: readonly Row[], index: number): number {
  const { start, duration } = rows[index] ?? { start: 0, duration: 0 };
  let own = 0;
  for (let second = start; second < start + duration; second++) {
    const within = (row: Row) => row.parent === index && row.start <= second && second < row.start + row.duration;
    if (!rows.some(within)) own++;
  }
  return own;
}

test("it is what is left when each second that a child takes is left out", () => {
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
