/** A part of a chart that somebody marked: a box, or an outline drawn by hand. */
import type { XAxisName, YAxisName } from "plotly.js/lib/core";

export type Place = readonly [x: number, y: number];
export type Ends = readonly [low: number, high: number];

/** Two axes whose frame a region lies in. */
export type AxisPair = readonly [x: XAxisName, y: YAxisName];

/** In the values of the axes: starts count from the origin, categories are numbered from 0. */
export type Region =
  /** @property axes Those that it is a box of, where they are not the first two. */
  | { readonly kind: "box"; readonly x: Ends; readonly y: Ends; readonly axes?: AxisPair }
  /** Corners of a polygon, x and y in turn. */
  | { readonly kind: "lasso"; readonly corners: readonly number[] };

export function placesOf(corners: readonly number[]): Place[] {
  return Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i] ?? 0, corners[2 * i + 1] ?? 0]);
}

/** The smallest box around a region. */
export function findBounds(region: Region): { readonly x: Ends; readonly y: Ends } {
  if (region.kind === "box") return { x: region.x, y: region.y };
  const ends = (which: 0 | 1): Ends => {
    const values = placesOf(region.corners).map((place) => place[which]);
    return [Math.min(...values), Math.max(...values)];
  };
  return { x: ends(0), y: ends(1) };
}

/** By the number of sides that a ray from the place crosses. */
function isInside(outline: readonly Place[], x: number, y: number): boolean {
  let inside = false;
  for (const [i, [ax, ay]] of outline.entries()) {
    const [bx, by] = outline[(i || outline.length) - 1] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Where a value stands on its axis: lines drawn by hand are straight there, not in values. */
export type Straighten = (value: number) => number;

/** Makes a test of whether a place lies in a region. The edges of a box belong to it. */
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
