/** Where the ticks of vertical axes within a chart are written, in pixels: beside their axis, up to the next one. */
import type { UprightTicks } from "../model.ts";
import { type Box, type ChartArea, frameOf, toPixel } from "./area.ts";
import { shortenTo } from "./shorten-text.ts";
import { fitLabels, textWidth } from "./text-width.ts";

export interface PlacedTick {
  readonly text: string;
  /** Its end at the axis, and its middle. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

/** Of a line of text at 11 px. */
const HEIGHT = 13;
const GAP = 4;
/** Texts at the right may reach into the empty margin. */
const INTO_MARGIN = 14;

/** The first axis has its texts at its left, the others at their right. A name without room is cut, a figure left out. */
export function placeUprightTicks(uprights: readonly UprightTicks[], area: ChartArea): PlacedTick[] {
  const frame = frameOf(area);
  return uprights.flatMap(({ ticks, areNames }, i) => {
    const at = toPixel(area, "x", i);
    if (at < frame.left || at > frame.right) return [];
    const next = i === uprights.length - 1 ? Number.POSITIVE_INFINITY : toPixel(area, "x", i + 1) - GAP;
    const room = i === 0 ? at - 2 * GAP : Math.min(next, frame.right + INTO_MARGIN) - at - GAP;
    const texts = ticks
      .map(([height, text]) => ({ text: areNames ? shortenTo(text, room) : text, y: toPixel(area, "y", height) }))
      .filter(({ text, y }) => textWidth(text) <= room && y >= frame.top && y <= frame.bottom)
      .sort((a, b) => b.y - a.y);
    return fitEvenly(texts, frame).map(
      ({ text, y }): PlacedTick =>
        i === 0 ? { text, x: at - GAP, y, anchor: "end" } : { text, x: at + GAP, y, anchor: "start" },
    );
  });
}

interface Text {
  readonly text: string;
  readonly y: number;
}

/** All texts, or every second, every third …, from the lowest one on. */
function fitEvenly(texts: readonly Text[], { top, bottom }: Box): Text[] {
  for (let every = 1; every <= texts.length; every++) {
    const wanted = texts.filter((_, i) => i % every === 0).reverse();
    const fitting = fitLabels(
      wanted.map(({ y }) => y),
      // Below are the names of the axes.
      { lengths: wanted.map(() => HEIGHT), low: top - HEIGHT / 2, high: bottom, gap: 0 },
    );
    if (fitting.length === wanted.length)
      return fitting.map(({ index, middle }) => ({ text: wanted[index]?.text ?? "", y: middle }));
  }
  return [];
}
