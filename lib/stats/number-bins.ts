/** How numbers spread: evenly cut bins, on a logarithmic scale where they span more than two powers of ten. Pure. */

export interface NumberBins {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** Counts, from low to high. */
  readonly bins: readonly number[];
}

const LOG_FROM = 100;

/** @param weighted numbers with how often each comes; what is no number is left out. Null when nothing is left */
export function binNumbers(
  weighted: readonly (readonly [value: number | undefined, count: number])[],
  binCount: number,
): NumberBins | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [value] of weighted) {
    if (value === undefined || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  const log = low > 0 && high / low > LOG_FROM;
  const bins = new Array<number>(binCount).fill(0);
  for (const [value, count] of weighted) {
    if (value === undefined || !Number.isFinite(value)) continue;
    const at = Math.min(binCount - 1, Math.floor(shareOf({ low, high, log }, value) * binCount));
    bins[at] = (bins[at] ?? 0) + count;
  }
  return { low, high, log, bins };
}

type Scale = Pick<NumberBins, "low" | "high" | "log">;

/** Where a number lies between low and high, 0 to 1. */
export function shareOf({ low, high, log }: Scale, value: number): number {
  if (!(high > low)) return 0;
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** The number that lies there, with four digits. */
export function numberAt({ low, high, log }: Scale, share: number): number {
  const value = log ? low * (high / low) ** share : low + share * (high - low);
  return Number(value.toPrecision(4));
}
