/** The line of a trend. Pure. */

export const TREND_WIDTH = 96;
export const TREND_HEIGHT = 24;
/** The axis goes from an eighth to eight times the middle. */
const REACH = Math.log(8);
const PAD = 3;

export interface TrendLine {
  readonly path: string;
  readonly last: readonly [x: number, y: number] | undefined;
}

/** @param middle what the axis is around; without one that is above 0 there is no line */
export function placeTrend(trend: readonly (number | null)[], middle: number): TrendLine {
  let path = "";
  let last: readonly [number, number] | undefined;
  let joined = false;
  for (const [index, value] of trend.entries()) {
    if (value === null || !(middle > 0)) {
      joined = false;
      continue;
    }
    const share = value > 0 ? Math.max(-1, Math.min(1, Math.log(value / middle) / REACH)) : -1;
    const x = PAD + (index / Math.max(1, trend.length - 1)) * (TREND_WIDTH - 2 * PAD);
    const y = TREND_HEIGHT / 2 - share * (TREND_HEIGHT / 2 - PAD);
    last = [Number(x.toFixed(1)), Number(y.toFixed(1))];
    // A slice alone between empty ones is a dot: a line of no length with round ends.
    path += joined ? `L${last[0]} ${last[1]}` : `M${last[0]} ${last[1]}h0`;
    joined = true;
  }
  return { path, last };
}
