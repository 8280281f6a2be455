/** Where the medians of boxes and violins are written, in pixels: beside their own mark, clear of everything else. */
import type { MedianLabel } from "../model.ts";
import { type Box, type ChartArea, frameOf, toPixel } from "./area.ts";
import { textWidth } from "./text-width.ts";

export interface PlacedText {
  readonly text: string;
  readonly box: Box;
  /** Its end that is at the mark. */
  readonly anchor: "start" | "end";
}

/** Of a line of text at 11 px. */
const HEIGHT = 14;
/** From a text to what is beside it, and to what is above or below. */
const GAP = { x: 4, y: 2 } as const;
/** A text may reach into the empty margin at the right. */
const INTO_MARGIN = 12;
/** A text that makes way for another still touches the line of its median. */
const SHIFTS = [0, -5, 5] as const;

/**
 * The medians that can be written without touching another text or mark, or leaving the frame. The others are left out:
 * the tooltips and the chart as a table have them.
 */
export function placeMedians(medians: readonly MedianLabel[], area: ChartArea): PlacedText[] {
  const frame = frameOf(area);
  const room = { ...frame, left: frame.left + GAP.x, right: frame.right + INTO_MARGIN };
  const drawn = medians
    .map(({ text, at: [middle, value], marks }) => ({
      text,
      middle: toPixel(area, "x", middle),
      at: toPixel(area, "y", value),
      width: textWidth(text),
      marks: marks.map(({ x, y }): Box => {
        const [left, right] = [toPixel(area, "x", x[0]), toPixel(area, "x", x[1])];
        return { left, right, top: toPixel(area, "y", y[1]), bottom: toPixel(area, "y", y[0]) };
      }),
    }))
    .sort((a, b) => a.middle - b.middle);
  const placed: PlacedText[] = [];
  for (const own of drawn) {
    if (own.at < frame.top || own.at > frame.bottom) continue;
    // Over another's mark, a text would be taken for that one's.
    const isClear = (box: Box) =>
      !drawn.some((each) => each !== own && each.middle > box.left && each.middle < box.right) &&
      !drawn.some(({ marks }) => marks.some((mark) => touch(box, mark))) &&
      !placed.some((other) => touch(box, other.box));
    const found = candidatesOf(own).find(({ box }) => isWithin(room, box) && isClear(box));
    if (found) placed.push({ text: own.text, ...found });
  }
  return placed;
}

interface Drawn {
  readonly at: number;
  readonly width: number;
  readonly middle: number;
  readonly marks: readonly Box[];
}

/** Right of the mark before left of it, and level with the median before above or below. */
function candidatesOf({ at, width, middle, marks }: Drawn): Omit<PlacedText, "text">[] {
  return SHIFTS.flatMap((shift) => {
    const [top, bottom] = [at + shift - HEIGHT / 2, at + shift + HEIGHT / 2];
    const beside = marks.filter((mark) => mark.top < bottom + GAP.y && mark.bottom > top - GAP.y);
    const right = Math.max(middle, ...beside.map((mark) => mark.right)) + GAP.x;
    const left = Math.min(middle, ...beside.map((mark) => mark.left)) - GAP.x;
    return [
      { box: { left: right, right: right + width, top, bottom }, anchor: "start" },
      { box: { left: left - width, right: left, top, bottom }, anchor: "end" },
    ];
  });
}

function isWithin(outer: Box, box: Box): boolean {
  return box.left >= outer.left && box.right <= outer.right && box.top >= outer.top && box.bottom <= outer.bottom;
}

function touch(a: Box, b: Box): boolean {
  return (
    a.left < b.right + GAP.x - 1e-6 &&
    b.left < a.right + GAP.x - 1e-6 &&
    a.top < b.bottom + GAP.y &&
    b.top < a.bottom + GAP.y
  );
}
