/** Where labels go in a chart, in pixels, so that they cover neither each other nor points. */
import type { Data } from "plotly.js/lib/core";
import { type Box, type ChartArea, toPixel } from "./area.ts";
import type { AxisPair } from "./region.ts";

/**
 * Moves labels apart that would touch, each as little as possible.
 * @param wanted their middles, ascending
 * @param size of a label, with the gap to the next
 */
export function spreadLabels(
  wanted: readonly number[],
  size: number,
  [low, high]: readonly [number, number],
): number[] {
  // Neighbours that touch become one block around the mean of what they want.
  const blocks: { sum: number; count: number }[] = [];
  const startOf = ({ sum, count }: { sum: number; count: number }) => {
    const length = count * size;
    const start = sum / count - length / 2;
    return Math.max(low - size / 2, Math.min(high + size / 2 - length, start));
  };
  for (const at of wanted) {
    let block = { sum: at, count: 1 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      if (startOf(last) + last.count * size <= startOf(block) + 1e-9) break;
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => Array.from({ length: block.count }, (_, i) => startOf(block) + (i + 0.5) * size));
}

/** Pixels of the points in a frame, x and y alternating. */
export type Pixels = Float64Array;

/** The points that a figure draws on a pair of axes; of lines, those they go through. */
export function findPixels(data: readonly Data[], area: ChartArea, [across, up]: AxisPair): Pixels {
  const found: number[] = [];
  for (const trace of data as readonly Partial<
    Record<"x" | "y", ArrayLike<number | null>> & Record<string, unknown>
  >[]) {
    const { type = "scatter", mode, xaxis = "x", yaxis = "y", x = [], y = [] } = trace;
    const isPoints = (type === "scatter" || type === "scattergl") && mode !== "text";
    if (!isPoints || xaxis !== across || yaxis !== up) continue;
    for (let i = 0; i < x.length; i++) {
      const [a, b] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
      found.push(toPixel(area, across, a), toPixel(area, up, b));
    }
  }
  return Float64Array.from(found);
}

/** A point's own size. */
const RADIUS = 3;
const GAP = 4;

/**
 * Where a box's label covers the fewest points, none if possible: above it, else below, inside or beside it, at its left
 * before its right.
 * @param frame within which it stays
 */
export function placeLabel(
  box: Box,
  { width, height }: { readonly width: number; readonly height: number },
  frame: Box,
  points: Pixels,
): readonly [left: number, top: number] {
  const within = (low: number, high: number, at: number) => Math.max(low, Math.min(high, at));
  const keep = (left: number, top: number) =>
    [
      within(frame.left + 2, Math.max(frame.left + 2, frame.right - width - 2), left),
      within(frame.top + 2, Math.max(frame.top + 2, frame.bottom - height - 2), top),
    ] as const;
  const [above, below] = [box.top - height - GAP, box.bottom + GAP];
  const [inside, lowest] = [box.top + 2 * GAP, box.bottom - height - 2 * GAP];
  const fits = (top: number) => top >= frame.top + 2 && top + height <= frame.bottom - 2;
  const lefts = [box.left, box.right - width, (box.left + box.right - width) / 2];
  const candidates = [above, below, inside, lowest]
    .filter(fits)
    .flatMap((top) => lefts.map((left) => keep(left, top)))
    .concat([keep(box.left - width - GAP, box.top), keep(box.right + GAP, box.top)]);
  let best = candidates[0] ?? keep(box.left, above);
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const [left, top] = candidate;
    const covered = countIn(points, { left, top, right: left + width, bottom: top + height }, fewest);
    if (covered < fewest) {
      best = candidate;
      fewest = covered;
    }
    if (fewest === 0) break;
  }
  return best;
}

/** Stops counting at `most`. */
function countIn(points: Pixels, { left, top, right, bottom }: Box, most: number): number {
  let count = 0;
  for (let i = 0; i < points.length && count < most; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (x > left - RADIUS && x < right + RADIUS && y > top - RADIUS && y < bottom + RADIUS) count++;
  }
  return count;
}
