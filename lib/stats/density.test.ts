import { expect, test } from "vitest";
import { countBins, DENSITY_STEPS, makeGrid, pairDensities, stepOf } from "./density.ts";
import { binEdge } from "./number-bins.ts";
import { findLargest } from "./order.ts";
import { createRandom } from "./random.ts";

/** A pseudo-random generator, reproducible in every run. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Values over many magnitudes, with ties, zeros, negative and missing ones. */
function makeValues(random: () => number, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.05) return Number.NaN;
    if (kind < 0.1) return 0;
    if (kind < 0.13) return -random();
    return kind < 0.5 ? Math.ceil(random() * 5) : 10 ** (random() * 8 - 6);
  });
}

for (let seed = 1; seed <= 40; seed++)
  test(`each point is counted once, in the cell that its value lies in (${seed})`, () => {
    const random = makeRandom(seed);
    const count = Math.floor(random() * 400);
    const [x, y] = [makeValues(random, count), makeValues(random, count)];
    const requests = {
      x: { bins: 1 + Math.floor(random() * 20), log: random() < 0.5, ...(random() < 0.3 && { low: 0.5, high: 3 }) },
      y: { bins: 1 + Math.floor(random() * 20), log: random() < 0.5 },
    };
    const grid = makeGrid(x, y, requests);
    const { missing, zeros, outside, drawn, total, cells, counts } = grid;
    expect(drawn + zeros + outside + missing.x + missing.y).toBe(total);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(drawn);
    expect(Math.max(0, ...counts)).toBe(grid.most);
    expect(cells).toEqual([...cells].sort((a, b) => a - b));
    expect(missing.x).toBe(x.filter(Number.isNaN).length);
    expect(countBins(grid, "x").reduce((sum, n) => sum + n, 0)).toBe(drawn);
    expect(countBins(grid, "y").reduce((sum, n) => sum + n, 0)).toBe(drawn);
    for (const [i, cell] of cells.entries()) {
      const [column, line] = [cell % grid.x.bins, Math.floor(cell / grid.x.bins)];
      const within = (value: number, axis: typeof grid.x, bin: number) => {
        // Edges come from powers: the last digit may differ.
        const pad = 1e-9 * Math.max(Math.abs(axis.low), Math.abs(axis.high));
        return value >= binEdge(axis, bin) - pad && value <= binEdge(axis, bin + 1) + pad;
      };
      const fitting = x.filter((a, p) => within(a, grid.x, column) && within(y[p] ?? Number.NaN, grid.y, line)).length;
      expect(fitting).toBeGreaterThanOrEqual(counts[i] ?? 0);
    }
  });

test("the cells of a small grid", () => {
  const grid = makeGrid(Float64Array.of(1, 20, 100, 0, 5), Float64Array.of(0, 1, 2, 3, Number.NaN), {
    x: { bins: 2, log: true },
    y: { bins: 3 },
  });
  expect(grid).toEqual({
    x: { low: 1, high: 100, bins: 2, log: true },
    y: { low: 0, high: 3, bins: 3, log: false },
    cells: [0, 3, 5],
    counts: [1, 1, 1],
    most: 1,
    drawn: 3,
    total: 5,
    missing: { x: 0, y: 1 },
    zeros: 1,
    negative: false,
    outside: 0,
  });
});

test("categories have a bin each, and no points make an empty grid", () => {
  const grid = makeGrid(Float64Array.of(0, 1, 1), Float64Array.of(1, 1, 1), { x: { categories: ["a", "b"] } });
  expect(countBins(grid, "x")).toEqual([1, 2]);
  expect(makeGrid(new Float64Array(), new Float64Array(), { y: { log: true } })).toMatchObject({ drawn: 0, most: 0 });
});

test("the largest values are those that a sort would put first", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = makeRandom(seed);
    const values = makeValues(random, Math.floor(random() * 200));
    const most = Math.floor(random() * 30);
    const sorted = [...values.keys()]
      .filter((i) => !Number.isNaN(values[i]))
      .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
    expect(findLargest(values, most)).toEqual(sorted.slice(0, most));
  }
});

test("colour steps are monotonic, from the palest for 1 to the darkest for the maximum", () => {
  expect([stepOf(1, 1), stepOf(1, 18), stepOf(18, 18)]).toEqual([1, 1, 7]);
  for (let count = 2; count <= 1000; count++)
    expect(stepOf(count, 1000)).toBeGreaterThanOrEqual(stepOf(count - 1, 1000));
});

const logNormal = (seed: number, count: number, median: number, spread: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => median * Math.exp(spread * random.normal()));
};

const peak = (heights: readonly number[]) => heights.indexOf(Math.max(...heights)) / DENSITY_STEPS;

test("both are scaled to their own peak, on one axis that is logarithmic for what spreads wide", () => {
  const pair = pairDensities(logNormal(1, 50, 1e5, 0.3), logNormal(2, 5000, 1e4, 1));
  expect(pair?.log).toBe(true);
  for (const heights of [pair?.selected ?? [], pair?.rest ?? []]) {
    expect(heights).toHaveLength(DENSITY_STEPS);
    expect(Math.max(...heights)).toBe(1);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  }
  expect(peak(pair?.selected ?? [])).toBeGreaterThan(peak(pair?.rest ?? []) + 0.15);
});

test("all selected values are on the axis; of the rest the outermost may not be", () => {
  const rest = logNormal(3, 2000, 10, 0.1);
  rest[0] = 1e6;
  const pair = pairDensities(Float64Array.from([5, 200]), rest);
  expect(pair).toMatchObject({ low: 5, high: 200 });
});

test("numbers around zero have a linear axis; a single number has none", () => {
  expect(pairDensities(Float64Array.from([-1, 0]), Float64Array.from([5, 7]))).toMatchObject({
    log: false,
    low: -1,
    high: 7,
  });
  expect(pairDensities(Float64Array.from([3]), Float64Array.from([3, 3]))).toBeUndefined();
});
