/** The main range of a time axis, without outliers: one start in 1970 must not flatten today's run. */

import type { Ids } from "./growing.ts";
import { mapFloats } from "./typed-arrays.ts";

export interface MainRange {
  /** The first and last value inside. */
  readonly low: number;
  readonly high: number;
  /** Outliers on either side: how many, and the one nearest to the range. */
  readonly earlier: { readonly count: number; readonly nearest: number };
  readonly later: { readonly count: number; readonly nearest: number };
}

/** At each end, one value in this many may be an outlier, and always at least one. */
const TRIMMED = 100;
/** With fewer starts, the middle is not well defined. */
const MIN_STARTS = 8;
/** An outlier is this many times the length of the middle away, and over a day: a program may well pause that long. */
const MAX_LENGTHS = 10;
const MIN_SECONDS = 86_400;
const SAMPLE_SIZE = 20_000;

/**
 * The rule for every time axis: trim the first and last hundredth of the starts (at least one each); a start farther
 * from the rest than ten times its length and than a day is off the axis. Every view with such an axis reports how many
 * are. Non-finite starts are ignored.
 * @param starts seconds, in any order
 * @returns null without finite starts
 */
export function findMainRange(starts: Ids): MainRange | null {
  const whole = measure(starts, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (whole === null || whole.high - whole.low <= MIN_SECONDS) return whole;
  const seen = pickEvenly(starts);
  if (seen.length < MIN_STARTS) return whole;
  const trimmed = Math.ceil(seen.length / TRIMMED);
  const first = seen[trimmed] as number;
  const last = seen[seen.length - 1 - trimmed] as number;
  const reach = reachOf(first, last);
  return measure(starts, first - reach, last + reach);
}

/** Where an axis begins: at the origin of its times, unless that is itself far off. */
export function findAxisStart(origin: number, { low, high }: MainRange): number {
  return low - origin > reachOf(low, high) ? low : origin;
}

function reachOf(low: number, high: number): number {
  return Math.max(MAX_LENGTHS * (high - low), MIN_SECONDS);
}

/** An even sample, sorted. */
function pickEvenly(starts: Ids): Float64Array {
  const every = Math.ceil(starts.length / SAMPLE_SIZE);
  const seen = mapFloats({ length: Math.ceil(starts.length / every) }, (_, index) => starts[index * every] ?? 0);
  return seen.filter(Number.isFinite).sort();
}

/** One plain loop: there may be millions of starts. */
function measure(starts: Ids, from: number, to: number): MainRange | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const earlier = { count: 0, nearest: Number.NEGATIVE_INFINITY };
  const later = { count: 0, nearest: Number.POSITIVE_INFINITY };
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] as number;
    if (!(start > Number.NEGATIVE_INFINITY && start < Number.POSITIVE_INFINITY)) continue;
    if (start < from) {
      earlier.count++;
      if (start > earlier.nearest) earlier.nearest = start;
    } else if (start > to) {
      later.count++;
      if (start < later.nearest) later.nearest = start;
    } else {
      if (start < low) low = start;
      if (start > high) high = start;
    }
  }
  return low > high ? null : { low, high, earlier, later };
}

/** `3 far off: 1 earlier, 2 later`; empty when all are on the axis. @param format a count */
export function describeFarOff(earlier: number, later: number, format: (count: number) => string): string {
  if (earlier + later === 0) return "";
  const parts = [earlier > 0 && `${format(earlier)} earlier`, later > 0 && `${format(later)} later`];
  return `${format(earlier + later)} far off: ${parts.filter((part) => part !== false).join(", ")}`;
}
