/** Ticks of the ruler along a tree of spans: seconds from its start, a clock from ten minutes, dates from a day on. */
import { needsDates } from "../../../lib/model/format.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { CLOCK_STEPS } from "../../charts/draw/round-numbers.ts";
import { makeRulerTicks, type RulerTicks } from "../../charts/draw/ruler.ts";
import { clockText } from "../../charts/draw/tick-texts.ts";
import { makeTimeTicks } from "../../charts/draw/time-ticks.ts";

/** From here on, seconds are no longer read at a glance. */
const CLOCK_FROM = 600;
/** Pixels per text. */
const TEXT = { clock: 70, date: 90 } as const;

/** @param width pixels from `low` to `high`, seconds from the tree's start */
export function makeTreeTicks(
  { start, duration }: Pick<SpanTree, "start" | "duration">,
  low: number,
  high: number,
  width: number,
): RulerTicks {
  const isClock = high > low && width > 0 && high >= CLOCK_FROM && high - low >= 10;
  if (!isClock) return makeRulerTicks(low, high, width);
  if (start !== null && needsDates(0, duration)) {
    const { values, texts } = makeTimeTicks(start, low, high, Math.max(1, Math.floor(width / TEXT.date)));
    const [first = 0, second = first] = values;
    return { step: second - first, ticks: values.map((value, i) => ({ value, text: texts[i] ?? "" })) };
  }
  const least = (high - low) / Math.max(1, Math.floor(width / TEXT.clock));
  const step = CLOCK_STEPS.find((candidate) => candidate >= least) ?? (CLOCK_STEPS.at(-1) as number);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  const values = Array.from({ length: count }, (_, i) => (first + i) * step);
  // Without the sign: these are no starts in the run.
  return { step, ticks: values.map((value) => ({ value, text: value === 0 ? "0" : clockText(value).slice(1) })) };
}
