/** Two distributions on one axis, for a small picture: each scaled to its own peak. */
import { makeBinOf } from "./number-bins.ts";

export interface DensityPair {
  /** Whether the axis is logarithmic. */
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  /** Heights from 0 to 1, evenly along the axis. */
  readonly selected: readonly number[];
  readonly rest: readonly number[];
}

export const DENSITY_STEPS = 48;
/** Logarithmic from this ratio of the 99th to the 1st percentile on. */
const LOG_FROM = 20;
const SMOOTH = [1, 3, 5, 6, 5, 3, 1];

/** Undefined where all values are one. The axis leaves out the outermost 0.5 % of both together. */
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
  const log = first > 0 && at(0.99) / at(0.01) >= LOG_FROM;
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
