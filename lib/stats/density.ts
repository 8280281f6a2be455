/** Densities to draw: many points as counts in a grid, and two distributions side by side on one axis. */

import { type Basis, estimateCount } from "../model/basis.ts";
import { widenEnds } from "./axis-ends.ts";
import type { Ids } from "./growing.ts";
import { suitsLog } from "./log-axis.ts";
import { areIntegers, type BinAxis, cutIntegers, makeBinOf } from "./number-bins.ts";

export interface GridAxis extends BinAxis {
  /** Labels of the values 0, 1, 2 … on a categorical axis: one bin each, from -0.5. */
  readonly categories?: readonly string[];
  /** Whether all values are integers, which have bins of their own. */
  readonly integers?: boolean;
}

/** Omitted ends are taken from the points. */
export interface GridAxisRequest {
  readonly bins?: number;
  readonly log?: boolean;
  /** Bins may be as integers need them, and none may be below 0. */
  readonly unit?: string;
  readonly low?: number;
  readonly high?: number;
  readonly categories?: readonly string[];
}

export interface DensityGrid {
  readonly x: GridAxis;
  readonly y: GridAxis;
  /** Non-empty cells, ascending: row (from the bottom) times `x.bins`, plus column. */
  readonly cells: readonly number[];
  /** Points in each of `cells`. */
  readonly counts: readonly number[];
  /** The largest of `counts`, or 0. */
  readonly most: number;
  /** Points in cells. Every other point is counted once below, by the first reason that applies; the sum is `total`. */
  readonly drawn: number;
  readonly total: number;
  /** Without x; with x but without y. */
  readonly missing: { readonly x: number; readonly y: number };
  /** At or below 0 on a logarithmic axis. */
  readonly zeros: number;
  /** Some of `zeros` are below 0. */
  readonly negative: boolean;
  /** Beyond the given ends. */
  readonly outside: number;
}

/** About 5 pixels per cell on a typical screen. */
const BINS = { x: 136, y: 66 } as const;

function findEnds(values: Ids, log: boolean): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    // Comparisons with NaN are false.
    if (log && value <= 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? (log ? [0.1, 10] : [0, 1]) : [low, high];
}

function makeAxis(values: Ids, request: GridAxisRequest, bins: number): GridAxis {
  const { categories } = request;
  if (categories) {
    const count = Math.max(1, categories.length);
    return { low: -0.5, high: count - 0.5, bins: count, log: false, categories };
  }
  const { log = false, unit } = request;
  const found = findEnds(values, log);
  const [low, high] = [request.low ?? found[0], request.high ?? found[1]];
  const integers = unit !== undefined && unit !== "duration" && unit !== "start" && areIntegers(values);
  if (integers && (low >= 1 || !log)) return { ...cutIntegers(low, high, log, request.bins ?? bins), integers };
  const [from, to] = low < high ? [low, high] : widenEnds(low, { log, ...(unit && { unit }) });
  return { low: from, high: to, bins: request.bins ?? bins, log };
}

/**
 * Counts points in cells.
 * @param x one value per point, NaN where missing; `y` likewise
 */
export function makeGrid(
  x: Ids,
  y: Ids,
  { x: requestX = {}, y: requestY = {} }: { readonly x?: GridAxisRequest; readonly y?: GridAxisRequest } = {},
): DensityGrid {
  const across = makeAxis(x, requestX, BINS.x);
  const up = makeAxis(y, requestY, BINS.y);
  const columnOf = makeBinOf(across);
  const lineOf = makeBinOf(up);
  const all = new Uint32Array(across.bins * up.bins);
  const missing = { x: 0, y: 0 };
  let zeros = 0;
  let negative = false;
  let outside = 0;
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (Number.isNaN(a)) missing.x += 1;
    else if (Number.isNaN(b)) missing.y += 1;
    else if ((across.log && a <= 0) || (up.log && b <= 0)) {
      zeros += 1;
      negative ||= (across.log && a < 0) || (up.log && b < 0);
    } else if (a < across.low || a > across.high || b < up.low || b > up.high) outside += 1;
    else {
      const cell = lineOf(b) * across.bins + columnOf(a);
      all[cell] = (all[cell] ?? 0) + 1;
    }
  }
  const drawn = x.length - missing.x - missing.y - zeros - outside;
  return { x: across, y: up, ...keepFilled(all), drawn, total: x.length, missing, zeros, negative, outside };
}

function keepFilled(all: Uint32Array): Pick<DensityGrid, "cells" | "counts" | "most"> {
  const cells: number[] = [];
  const counts: number[] = [];
  let most = 0;
  for (const [cell, count] of all.entries()) {
    if (count === 0) continue;
    cells.push(cell);
    counts.push(count);
    if (count > most) most = count;
  }
  return { cells, counts, most };
}

/** The counts for all spans, of a grid that holds a sample of them. */
export function estimateGrid(grid: DensityGrid, basis: Basis): DensityGrid {
  if (basis.exact) return grid;
  const of = (count: number) => estimateCount(count, basis);
  const { counts, drawn, total, most, missing, zeros, outside } = grid;
  return {
    ...grid,
    counts: counts.map(of),
    drawn: of(drawn),
    total: of(total),
    most: of(most),
    missing: { x: of(missing.x), y: of(missing.y) },
    zeros: of(zeros),
    outside: of(outside),
  };
}

/** Steps of the colour scale for counts. */
export const COLOR_STEPS = 7;

/** Step 1 to 7, logarithmic, so that single points stay visible beside thousands. */
export function stepOf(count: number, max: number): number {
  return max > 1 ? 1 + Math.floor((COLOR_STEPS - 0.01) * (Math.log(count) / Math.log(max))) : 1;
}

/** Points per bin of one axis. */
export function countBins({ x, y, cells, counts }: DensityGrid, which: "x" | "y"): number[] {
  const sums = new Array<number>(which === "x" ? x.bins : y.bins).fill(0);
  for (const [i, cell] of cells.entries()) {
    const bin = which === "x" ? cell % x.bins : Math.floor(cell / x.bins);
    sums[bin] = (sums[bin] ?? 0) + (counts[i] ?? 0);
  }
  return sums;
}

/** Two distributions on one axis, each scaled to its own peak. */
export interface DensityPair {
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  /** Heights from 0 to 1, evenly along the axis. */
  readonly selected: readonly number[];
  readonly rest: readonly number[];
}

export const DENSITY_STEPS = 48;
const SMOOTH = [1, 3, 5, 6, 5, 3, 1];

/** Undefined if all values are equal. The axis covers every selected value and the middle 99 % of all values. */
export function pairDensities(selected: Float64Array, rest: Float64Array): DensityPair | undefined {
  const all = new Float64Array(selected.length + rest.length);
  all.set(selected);
  all.set(rest, selected.length);
  all.sort();
  const at = (share: number) => all[Math.round((all.length - 1) * share)] as number;
  const [first = 0, last = 0] = [all[0], all.at(-1)];
  if (!(last > first)) return undefined;
  const trimmed = at(0.995) > at(0.005);
  const low = trimmed ? Math.min(at(0.005), ...ends(selected)) : first;
  const high = trimmed ? Math.max(at(0.995), ...ends(selected)) : last;
  const log = suitsLog({ values: all, ends: [low, high] }, "plain");
  const binOf = makeBinOf({ low, high, log, bins: DENSITY_STEPS });
  const draw = (values: Float64Array) => {
    const counts = new Array<number>(DENSITY_STEPS).fill(0);
    for (const value of values) {
      if (value < low || value > high) continue;
      const bin = binOf(value);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return scale(smooth(counts));
  };
  return { log, low, high, selected: draw(selected), rest: draw(rest) };
}

function ends(values: Float64Array): [number, number] {
  const sorted = values.slice().sort();
  return [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
}

function smooth(counts: readonly number[]): number[] {
  const middle = (SMOOTH.length - 1) / 2;
  return counts.map((_, bin) =>
    SMOOTH.reduce((sum, weight, index) => sum + weight * (counts[bin + index - middle] ?? 0), 0),
  );
}

function scale(heights: readonly number[]): number[] {
  const peak = Math.max(...heights);
  return heights.map((height) => (peak > 0 ? Math.round((height / peak) * 1000) / 1000 : 0));
}
