/** A logarithmic axis of durations with ticks at powers of ten. Pure. */
import { formatDurationText } from "../../../lib/model/format.ts";

export interface LogAxis {
  /** Seconds at the ends. */
  readonly low: number;
  readonly high: number;
  /** Powers of ten within. */
  readonly ticks: readonly number[];
  /** Those of the ticks that have room for their text. */
  readonly labels: readonly { readonly value: number; readonly text: string }[];
}

/** The room one text needs, with a gap: "100 ms" is about 36 px wide. */
const LABEL_WIDTH = 46;

/**
 * @param low @param high seconds, greater than 0; anything else gives an axis without ticks
 * @param width pixels that the texts have
 */
export function makeLogAxis(low: number, high: number, width: number): LogAxis {
  if (!(low > 0) || !(high > low)) return { low, high, ticks: [], labels: [] };
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log10(low)); power <= Math.floor(Math.log10(high)); power++) {
    ticks.push(Number(`1e${power}`));
  }
  const decade = width / Math.log10(high / low);
  const every = Math.ceil(LABEL_WIDTH / decade);
  const labels = ticks
    .filter((_, index) => index % every === 0)
    .map((value) => ({ value, text: formatDurationText(value).replace(/(\d)\.0+ /, "$1 ") }));
  return { low, high, ticks, labels };
}

/** Where a value lies on an axis of that width, kept within it. */
export function placeOnAxis({ low, high }: LogAxis, value: number, width: number): number {
  if (!(low > 0) || !(high > low) || !(value > 0)) return 0;
  const share = Math.log(value / low) / Math.log(high / low);
  return Number((Math.min(1, Math.max(0, share)) * width).toFixed(1));
}
