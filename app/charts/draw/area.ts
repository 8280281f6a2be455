/** Where the values of a chart's axes are on the screen, as far as it is zoomed now. Pure. */

import type { AxisName, PlacedAxis } from "../model.ts";
import { type Margin, type Size, sideOf } from "./layout.ts";
import { type AxisPair, axesOf, type Place, placesOf, type Region } from "./region.ts";

/** What is in view of each axis; of a log axis in powers of ten. */
export type View = ReadonlyMap<AxisName, readonly [number, number]>;

interface AxisPlace {
  /** Pixels of the low and of the high end. */
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export type ChartArea = Readonly<Record<AxisName, AxisPlace | undefined>>;

export function makeArea(axes: readonly PlacedAxis[], margin: Margin, size: Size, view: View): ChartArea {
  const width = size.width - margin.l - margin.r;
  const height = size.height - margin.t - margin.b;
  const places = axes.map(({ name, view: { scale, ends }, domain }): [AxisName, AxisPlace] => {
    const side = sideOf(name);
    const [start, end] = domain(Math.max(1, side === "x" ? width : height));
    const own = scale.log ? [Math.log10(ends[0]), Math.log10(ends[1])] : ends;
    const [low, high] = view.get(name) ?? (own as [number, number]);
    const at = (share: number) => (side === "x" ? margin.l + share * width : margin.t + (1 - share) * height);
    return [name, { from: at(start), to: at(end), low, high, log: scale.log }];
  });
  return Object.fromEntries(places) as ChartArea;
}

export function toPixel(area: ChartArea, name: AxisName, value: number): number {
  const axis = area[name];
  if (!axis) return Number.NaN;
  const at = axis.log ? Math.log10(value) : value;
  return axis.from + ((at - axis.low) / (axis.high - axis.low)) * (axis.to - axis.from);
}

export function fromPixel(area: ChartArea, name: AxisName, pixel: number): number {
  const axis = area[name];
  if (!axis) return Number.NaN;
  const at = axis.low + ((pixel - axis.from) / (axis.to - axis.from)) * (axis.high - axis.low);
  return axis.log ? 10 ** at : at;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The frame of two axes: of the first ones, where none are given. */
export function frameOf(area: ChartArea, [across, up]: AxisPair = ["x", "y"]): Box {
  const [x, y] = [area[across], area[up]];
  return { left: x?.from ?? 0, right: x?.to ?? 0, top: y?.to ?? 0, bottom: y?.from ?? 0 };
}

export function isInBox({ left, top, right, bottom }: Box, [x, y]: Place, pad = 0): boolean {
  return x >= left - pad && x <= right + pad && y >= top - pad && y <= bottom + pad;
}

/** A region in pixels: the corners of its outline. */
export function outlineOf(area: ChartArea, region: Region): Place[] {
  const [across, up] = axesOf(region);
  const place = ([x, y]: Place): Place => [toPixel(area, across, x), toPixel(area, up, y)];
  if (region.kind === "lasso") return placesOf(region.corners).map(place);
  const [[left, right], [low, high]] = [region.x, region.y];
  return [place([left, high]), place([right, high]), place([right, low]), place([left, low])];
}

export function boundsOf(outline: readonly Place[]): Box {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/**
 * The region that an outline of pixels marks.
 * @param axes those of a box, where they are not the first two
 */
export function regionOf(area: ChartArea, kind: Region["kind"], outline: readonly Place[], axes?: AxisPair): Region {
  const [across, up] = axes ?? (["x", "y"] as const);
  const back = ([x, y]: Place): Place => [fromPixel(area, across, x), fromPixel(area, up, y)];
  if (kind === "lasso") return { kind, corners: outline.flatMap(back) };
  const { left, top, right, bottom } = boundsOf(outline);
  const [[x0, y0], [x1, y1]] = [back([left, bottom]), back([right, top])];
  return { kind, x: [x0, x1], y: [y0, y1], ...(axes && { axes }) };
}
