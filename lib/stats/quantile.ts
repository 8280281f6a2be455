/** Quantiles of values. */

/** The quantile of sorted values with linear interpolation, as SQLite's `percentile()` and numpy reckon it. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  return between(sorted[low] ?? Number.NaN, sorted[low + 1], place - low);
}

/** What lies that part of the way between two neighbours. */
export function between(low: number, high: number | undefined, part: number): number {
  return part === 0 || high === undefined ? low : low + part * (high - low);
}

/** The middle of values in any order. */
export function median(values: Float64Array): number {
  return quantile(values.slice().sort(), 0.5);
}
