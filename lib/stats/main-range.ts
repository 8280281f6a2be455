/** The part of a time axis that holds nearly all: a single start in 1970 must not flatten a run of today. */

export interface MainRange {
  /** The first and the last value within it. */
  readonly low: number;
  readonly high: number;
  /** How many lie before it, and the last of them; and after it, and the first of them. */
  readonly earlier: { readonly count: number; readonly nearest: number };
  readonly later: { readonly count: number; readonly nearest: number };
}

/** At either end, one value in so many may be far off, and one of few. */
const TRIMMED = 100;
/** Of fewer than this, none: they say too little of where the middle is. */
const LEAST = 8;
/** How far from the middle is far: so many times its length, and at least a day, which a program may well wait. */
const LENGTHS = 10;
const LEAST_SECONDS = 86_400;
const LOOKED_AT = 20_000;

/**
 * The rule for every time axis: the middle is what is left when the first and the last hundredth of the starts are
 * taken away, at least one each; what lies farther from it than ten times its length, and than a day, is off the axis. It is
 * counted, and said wherever the axis is. What is no finite number is in neither.
 * @param starts seconds, in any order; null when there is none
 */
export function findMainRange(starts: Float64Array): MainRange | null {
  const whole = measure(starts, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (whole === null || whole.high - whole.low <= LEAST_SECONDS) return whole;
  const seen = pickEvenly(starts);
  if (seen.length < LEAST) return whole;
  const trimmed = Math.ceil(seen.length / TRIMMED);
  const first = seen[trimmed] as number;
  const last = seen[seen.length - 1 - trimmed] as number;
  const reach = reachOf(first, last);
  return measure(starts, first - reach, last + reach);
}

/** Where an axis begins: with the moment that its times count from, unless that is far off itself. */
export function findAxisStart(origin: number, { low, high }: MainRange): number {
  return low - origin > reachOf(low, high) ? low : origin;
}

function reachOf(low: number, high: number): number {
  return Math.max(LENGTHS * (high - low), LEAST_SECONDS);
}

/** Sorted. */
function pickEvenly(starts: Float64Array): Float64Array {
  const every = Math.ceil(starts.length / LOOKED_AT);
  const seen = Float64Array.from(
    { length: Math.ceil(starts.length / every) },
    (_, index) => starts[index * every] ?? 0,
  );
  return seen.filter(Number.isFinite).sort();
}

/** Of what lies between the bounds, and is finite; in one loop, as there may be millions. */
function measure(starts: Float64Array, from: number, to: number): MainRange | null {
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
export function sayFarOff(earlier: number, later: number, format: (count: number) => string): string {
  if (earlier + later === 0) return "";
  const parts = [earlier > 0 && `${format(earlier)} earlier`, later > 0 && `${format(later)} later`];
  return `${format(earlier + later)} far off: ${parts.filter((part) => part !== false).join(", ")}`;
}
