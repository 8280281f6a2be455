/** The axis that the bars of a column of durations share: logarithmic, its ends round. */
import { shareOf } from "../../../lib/stats/number-bins.ts";
import { roundDown, roundUp, writeRoundDuration } from "../../charts/draw/ticks.ts";

export interface DurationAxis {
  readonly low: number;
  readonly high: number;
}

const TOLERANCE = 1e-4;

/** @param range shortest duration above 0 and longest, seconds */
export function makeDurationAxis(range: readonly [number, number] | null): DurationAxis | null {
  if (!range || !(range[0] > 0) || !(range[1] > 0)) return null;
  const [low, high] = [roundDown(range[0], TOLERANCE), roundUp(range[1], TOLERANCE)];
  return low < high ? { low, high } : { low: low / 2, high: high * 2 };
}

/** How long the bar of a duration is, from 0 to 1. */
export function measureBar(axis: DurationAxis, duration: number): number {
  return duration > 0 ? shareOf({ ...axis, log: true }, duration) : 0;
}

/** `bar: log, 20 µs to 3 s`. */
export function sayDurationAxis({ low, high }: DurationAxis): string {
  return `bar: log, ${writeRoundDuration(low)} to ${writeRoundDuration(high)}`;
}
