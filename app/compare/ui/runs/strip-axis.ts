/**
 * The axis of changes between runs: of ratios, so that twice and half lie equally far from no change in the middle, and
 * wider by twos until all fits.
 */

export interface StripAxis {
  /** The change at the right end, as a ratio less 1; at the left end is what makes up for it. */
  readonly limit: number;
  readonly ticks: readonly { readonly change: number; readonly text: string }[];
}

const FIRST = { limit: 0.085, tick: 0.05 } as const;
/** Changes beyond lie at the end of the axis. */
const MOST = 64;
const MINUS = "\u2212";

/** @param changes what should fit: means, ends of intervals, runs, floors */
export function makeStripAxis(changes: readonly (number | null)[]): StripAxis {
  const reach = Math.max(0, ...changes.map((change) => sizeOf(change ?? 0)));
  let times = 1;
  while (FIRST.limit * times < reach && times < MOST) times *= 2;
  const tick = FIRST.tick * times;
  return {
    limit: FIRST.limit * times,
    // Up to 40 % both sides have the same figure, which nobody sees is not quite as far.
    ticks: [tick < 0.5 ? -tick : makeUpFor(tick), 0, tick].map((change) => ({ change, text: formatTick(change) })),
  };
}

/** How large a change is, in whichever direction: 1 for twice as long, and for half. */
export function sizeOf(change: number): number {
  return Math.expm1(Math.abs(Math.log1p(change)));
}

/** The change that leads back: −50 % after +100 %. */
export function makeUpFor(change: number): number {
  return -change / (1 + change);
}

function formatTick(change: number): string {
  if (change === 0) return "0";
  return `${change < 0 ? MINUS : "+"}${Math.round(Math.abs(change) * 100)} %`;
}

/** The place of a change on an axis of that width, clamped to it. */
export function placeChange({ limit }: StripAxis, change: number, width: number): number {
  const share = Math.min(1, Math.max(0, (Math.log1p(change) / Math.log1p(limit) + 1) / 2));
  return Number((share * width).toFixed(1));
}

export function isBeyondStrip({ limit }: StripAxis, change: number): boolean {
  return Math.abs(Math.log1p(change)) > Math.log1p(limit) * 1.0001;
}
