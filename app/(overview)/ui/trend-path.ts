/** The line of a trend. Pure. */

export const TREND_WIDTH = 96;
export const TREND_HEIGHT = 24;
/** The axis goes from an eighth to eight times the middle. */
const REACH = Math.log(8);
const PAD = 3;

export interface TrendLine {
  /** From slice to slice. */
  readonly path: string;
  /** Over slices in which nothing started. */
  readonly bridges: string;
  readonly last: readonly [x: number, y: number] | undefined;
}

/** @param middle what the axis is around; without one that is above 0 there is no line */
export function placeTrend(trend: readonly (number | null)[], middle: number): TrendLine {
  let path = "";
  let bridges = "";
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
    const here = `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
    if (!joined && last) bridges += `M${last.join(" ")}L${here}`;
    last = [Number(x.toFixed(1)), Number(y.toFixed(1))];
    // A slice alone between empty ones is a dot: a line of no length with round ends.
    path += joined ? `L${here}` : `M${here}h0`;
    joined = true;
  }
  return { path, bridges, last };
}
