/** The axis that the bars of a column of durations share: logarithmic, its ends round. Pure. */
import { formatDurationText } from "../../../lib/model/format.ts";

export interface DurationAxis {
  readonly low: number;
  readonly high: number;
}

/** 1, 2 or 5 times a power of ten, at or beyond the value. */
function round(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = up ? [1, 2, 5, 10] : [5, 2, 1];
  const step = steps.find((factor) => (up ? factor * power >= value * 0.9999 : factor * power <= value * 1.0001));
  return Number(((step ?? 1) * power).toPrecision(1));
}

/** @param range shortest duration above 0 and longest, seconds */
export function makeDurationAxis(range: readonly [number, number] | null): DurationAxis | null {
  if (!range || !(range[0] > 0) || !(range[1] > 0)) return null;
  const low = round(range[0], false);
  const high = round(range[1], true);
  return low < high ? { low, high } : { low: low / 2, high: high * 2 };
}

/** How long the bar of a duration is, from 0 to 1. */
export function measureBar({ low, high }: DurationAxis, duration: number): number {
  if (!(duration > low)) return 0;
  return Math.min(1, Math.log(duration / low) / Math.log(high / low));
}

/** `bar: log, 20 µs to 3 s`. */
export function sayDurationAxis({ low, high }: DurationAxis): string {
  const text = (seconds: number) => formatDurationText(seconds).replace(/\.0+ /, " ");
  return `bar: log, ${text(low)} to ${text(high)}`;
}
