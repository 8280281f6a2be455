/** The calls of one group in one run, and what each distinct call took in it. */
import { countAllocated } from "../../stats/garbage.ts";
import { median } from "../../stats/order.ts";

/** Keys are numbers from 0, the same for the same call in all runs of both sides. */
export interface RunCalls {
  readonly keys: Int32Array;
  /** Seconds. */
  readonly durations: Float64Array;
}

/** By key. */
export interface KeyedRun {
  /** How many calls have the key; 0 if the run lacks it. */
  readonly calls: Int32Array;
  /** The median log duration of these. */
  readonly values: Float64Array;
  /** Their mean duration, seconds. */
  readonly means: Float64Array;
}

/** Durations count as at least this when their logarithm is taken, seconds: no clock tells shorter ones apart. */
export const SHORTEST = 1e-9;

export function summarizeKeys({ keys, durations }: RunCalls, keyCount: number): KeyedRun {
  const calls = new Int32Array(keyCount);
  const sums = new Float64Array(keyCount);
  const values = new Float64Array(keyCount);
  countAllocated(calls.byteLength + sums.byteLength + values.byteLength);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    const duration = durations[at] as number;
    calls[key] = (calls[key] as number) + 1;
    sums[key] = (sums[key] as number) + duration;
    values[key] = logOf(duration);
  }
  if (calls.some((count) => count > 1)) putMedians(keys, durations, calls, values);
  for (let key = 0; key < keyCount; key++) if (calls[key]) sums[key] = (sums[key] as number) / (calls[key] as number);
  return { calls, values, means: sums };
}

/** For keys of several calls: strata, or all calls together. */
function putMedians(keys: Int32Array, durations: Float64Array, calls: Int32Array, values: Float64Array): void {
  // The calls of each key one after the other: a list per key takes ten times the memory.
  const ends = new Int32Array(calls.length);
  let end = 0;
  for (let key = 0; key < calls.length; key++) {
    ends[key] = end;
    end += calls[key] as number;
  }
  const logs = new Float64Array(end);
  countAllocated(ends.byteLength + logs.byteLength);
  for (let at = 0; at < keys.length; at++) {
    const place = ends[keys[at] as number] as number;
    logs[place] = logOf(durations[at] as number);
    ends[keys[at] as number] = place + 1;
  }
  for (let key = 0; key < calls.length; key++) {
    const count = calls[key] as number;
    if (count > 1) values[key] = median(logs.subarray((ends[key] as number) - count, ends[key]));
  }
}

export function logOf(duration: number): number {
  return Math.log(Math.max(duration, SHORTEST));
}
