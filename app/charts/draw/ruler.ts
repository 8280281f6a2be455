/** Ticks of a ruler: seconds from a start. */
import { multiplesOf } from "./round-numbers.ts";
import { textWidth } from "./text-width.ts";
import { linearText } from "./tick-texts.ts";
import { findStep, type TickScale } from "./ticks.ts";

export interface RulerTicks {
  readonly step: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

const RULER: TickScale = { log: false, unit: "duration", categories: null };
/** Pixels per text on a ruler at least, and those between two texts. */
const RULER_TEXT = 54;
const RULER_GAP = 14;

/** Ticks of a ruler in seconds from a start: one unit, with a step that leaves room for the texts. */
export function makeRulerTicks(low: number, high: number, width: number): RulerTicks {
  if (!(high > low) || !(width > 0)) return { step: 0, ticks: low === 0 ? [{ value: 0, text: "0" }] : [] };
  for (let room = Math.floor(width / RULER_TEXT); ; room--) {
    const step = findStep(RULER, (high - low) / Math.max(1, room), high);
    const texts = multiplesOf(step, low, high).map(linearText("duration", high, step));
    const longest = Math.max(0, ...texts.map((text) => textWidth(text)));
    if (room > 1 && longest + RULER_GAP > (step / (high - low)) * width) continue;
    const ticks = multiplesOf(step, low, high).map((value, i) => ({
      value,
      text: value === 0 ? "0" : (texts[i] ?? ""),
    }));
    return { step, ticks };
  }
}
