/** A part of a chart marked by the user: a box or a lasso. */
import type { XAxisName, YAxisName } from "plotly.js/lib/core";

export type Place = readonly [x: number, y: number];
export type Ends = readonly [low: number, high: number];

/** The two axes that a region refers to. */
export type AxisPair = readonly [x: XAxisName, y: YAxisName];

/** In axis values: starts relative to the origin, categories numbered from 0. */
export type Region =
  /** @property axes The box's axes, if not the first two. */
  | { readonly kind: "box"; readonly x: Ends; readonly y: Ends; readonly axes?: AxisPair }
  /** Corners of a polygon, alternating x and y. */
  | { readonly kind: "lasso"; readonly corners: readonly number[] };

export function placesOf(corners: readonly number[]): Place[] {
  return Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i] ?? 0, corners[2 * i + 1] ?? 0]);
}

/** A region's bounding box. */
export function findBounds(region: Region): { readonly x: Ends; readonly y: Ends } {
  if (region.kind === "box") return { x: region.x, y: region.y };
  const ends = (which: 0 | 1): Ends => {
    const values = placesOf(region.corners).map((place) => place[which]);
    return [Math.min(...values), Math.max(...values)];
  };
  return { x: ends(0), y: ends(1) };
}

/** Even-odd rule: counts the sides crossed by a ray from the point. */
function isInside(outline: readonly Place[], x: number, y: number): boolean {
  let inside = false;
  for (const [i, [ax, ay]] of outline.entries()) {
    const [bx, by] = outline[(i || outline.length) - 1] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Maps a value to its position on the axis: a lasso's sides are straight in positions, not in values. */
export type Straighten = (value: number) => number;

/** Returns a test for whether a point lies in a region. A box includes its edges. */
export function makeRegionTest(region: Region, x: Straighten, y: Straighten): (x: number, y: number) => boolean {
  if (region.kind === "box") {
    const [[left, right], [low, high]] = [region.x, region.y];
    return (a, b) => a >= left && a <= right && b >= low && b <= high;
  }
  const outline = placesOf(region.corners).map(([a, b]) => [x(a), y(b)] as const);
  return (a, b) => isInside(outline, x(a), y(b));
}

export function axesOf(region: Region): AxisPair {
  return (region.kind === "box" && region.axes) || ["x", "y"];
}
