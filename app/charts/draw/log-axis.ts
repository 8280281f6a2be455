/** The logarithmic duration axis of small pictures. */
import { makeShareOf, shareOf } from "../../../lib/stats/number-bins.ts";
import { roundDurations } from "./round-numbers.ts";
import { fitLabels, textWidth } from "./text-width.ts";
import { formatRoundDuration } from "./tick-texts.ts";
import { makeTicks, type TickScale } from "./ticks.ts";

/** A logarithmic duration axis with ticks at powers of ten, shared by the small pictures. */
export interface LogAxis {
  /** Ends, seconds. */
  readonly low: number;
  readonly high: number;
  /** Powers of ten within the range, from 1,000 s of hours; in a narrow one, what is round. */
  readonly ticks: readonly number[];
  /** The ticks that have room for their text, and where its middle is, pixels. */
  readonly labels: readonly { readonly value: number; readonly text: string; readonly middle: number }[];
}

/** Between two texts, and what one takes together with that. */
const LABEL_GAP = 8;
const LABEL_WIDTH = 50;
export const LOG_DURATIONS: TickScale = { log: true, unit: "duration", categories: null };

/**
 * @param low @param high seconds, greater than 0; anything else yields an axis without ticks
 * @param width pixels available for the texts
 */
export function makeLogAxis(low: number, high: number, width: number): LogAxis {
  if (!(low > 0) || !(high > low)) return { low, high, ticks: [], labels: [] };
  const powers = roundDurations(low, high);
  const { values: ticks, texts: text } =
    powers.length > 1
      ? { values: powers, texts: powers.map(formatRoundDuration) }
      : makeTicks(LOG_DURATIONS, low, high, width / LABEL_WIDTH);
  const place = makeShareOf({ low, high, log: true });
  const labels = fitLabels(
    ticks.map((value) => place(value) * width),
    { lengths: text.map((each) => textWidth(each)), low: 0, high: width, gap: LABEL_GAP },
  );
  return {
    low,
    high,
    ticks,
    labels: labels.map(({ index, middle }) => ({ value: ticks[index] ?? 0, text: text[index] ?? "", middle })),
  };
}

/** A value's position on an axis of that width, clamped to its ends. */
export function placeOnAxis({ low, high }: LogAxis, value: number, width: number): number {
  if (!(low > 0) || !(value > 0)) return 0;
  return Number((shareOf({ low, high, log: true }, value) * width).toFixed(1));
}
