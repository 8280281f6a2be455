/** The axis of changes between runs: linear, with no change in the middle, and wider by twos until all fits. */

export interface StripAxis {
  /** The change at the right end, as a ratio less 1; at the left end is as much less. */
  readonly limit: number;
  readonly ticks: readonly { readonly change: number; readonly text: string }[];
}

const FIRST = { limit: 0.085, tick: 0.05 } as const;
/** Changes beyond lie at the end of the axis. */
const MOST = 64;
const MINUS = "\u2212";

/** @param changes what should fit: means, ends of intervals, runs, floors */
export function makeStripAxis(changes: readonly (number | null)[]): StripAxis {
  const reach = Math.max(0, ...changes.map((change) => Math.abs(change ?? 0)));
  let times = 1;
  while (FIRST.limit * times < reach && times < MOST) times *= 2;
  const tick = FIRST.tick * times;
  return {
    limit: FIRST.limit * times,
    ticks: [-tick, 0, tick].map((change) => ({ change, text: formatTick(change) })),
  };
}

function formatTick(change: number): string {
  if (change === 0) return "0";
  return `${change < 0 ? MINUS : "+"}${Math.round(Math.abs(change) * 100)} %`;
}

/** The place of a change on an axis of that width, clamped to it. */
export function placeChange({ limit }: StripAxis, change: number, width: number): number {
  const share = Math.min(1, Math.max(0, (change / limit + 1) / 2));
  return Number((share * width).toFixed(1));
}

export function isBeyondStrip({ limit }: StripAxis, change: number): boolean {
  return Math.abs(change) > limit * 1.0001;
}
