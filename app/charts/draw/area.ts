/** Maps axis values to pixels at the current zoom, and turns drags into selections. */
import type { AxisName, PlacedAxis } from "../model.ts";
import { type Margin, type Size, sideOf } from "./axis-layout.ts";
import { type AxisPair, axesOf, type Place, placesOf, type Region } from "./region.ts";

/** The visible range of each axis; exponents of ten for a log axis. */
export type View = ReadonlyMap<AxisName, readonly [number, number]>;

interface AxisPlace {
  /** Pixel positions of the low and the high end. */
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

/** The frame of two axes, by default the first two. */
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
 * Converts an outline in pixels to a region.
 * @param axes the box's axes, if not the first two
 */
export function regionOf(area: ChartArea, kind: Region["kind"], outline: readonly Place[], axes?: AxisPair): Region {
  const [across, up] = axes ?? (["x", "y"] as const);
  const back = ([x, y]: Place): Place => [fromPixel(area, across, x), fromPixel(area, up, y)];
  if (kind === "lasso") return { kind, corners: outline.flatMap(back) };
  const { left, top, right, bottom } = boundsOf(outline);
  const [[x0, y0], [x1, y1]] = [back([left, bottom]), back([right, top])];
  return { kind, x: [x0, x1], y: [y0, y1], ...(axes && { axes }) };
}

/** Hit test: on a handle (named by its sides), inside the selection ("move"), or on nothing ("new"). */
export type Grip = "new" | "move" | `${"n" | "s" | ""}${"w" | "e" | ""}`;

/** Distance in pixels at which a handle is still grabbed. */
const REACH = 7;
/** Minimum distance between a lasso's corners, pixels. */
const CORNER_EVERY = 5;

/** @param outline of the current selection; only a box has handles */
export function findGrip(outline: readonly Place[] | null, kind: Region["kind"], at: Place): Grip {
  if (!outline) return "new";
  const box = boundsOf(outline);
  if (kind === "box") {
    const near = (a: number, b: number) => Math.abs(a - b) <= REACH;
    const up = near(at[1], box.top) ? "n" : near(at[1], box.bottom) ? "s" : "";
    const across = near(at[0], box.left) ? "w" : near(at[0], box.right) ? "e" : "";
    if (isInBox(box, at, REACH) && (up || across)) return `${up}${across}`;
  }
  return isInBox(box, at) ? "move" : "new";
}

const CURSORS: Readonly<Record<string, string>> = {
  new: "crosshair",
  move: "move",
  n: "ns-resize",
  s: "ns-resize",
  w: "ew-resize",
  e: "ew-resize",
  nw: "nwse-resize",
  se: "nwse-resize",
  ne: "nesw-resize",
  sw: "nesw-resize",
};

export function cursorOf(grip: Grip): string {
  return CURSORS[grip] ?? "crosshair";
}

function keepIn({ left, top, right, bottom }: Box, [x, y]: Place): Place {
  return [Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y))];
}

function cornersOf({ left, top, right, bottom }: Box): Place[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

export interface Drag {
  readonly grip: Grip;
  readonly kind: Region["kind"];
  readonly axes: AxisPair | undefined;
  readonly frame: Box;
  readonly from: Place;
  /** The outline at the start of the drag; empty for a new selection. */
  readonly before: readonly Place[];
}

/** Moves the outline as far as the frame allows. */
export function shiftOutline(before: readonly Place[], [dx, dy]: Place, frame: Box): Place[] {
  const box = boundsOf(before);
  const across = Math.max(frame.left - box.left, Math.min(frame.right - box.right, dx));
  const up = Math.max(frame.top - box.top, Math.min(frame.bottom - box.bottom, dy));
  return before.map(([x, y]): Place => [x + across, y + up]);
}

/** Moves one or two sides of the box. */
export function resizeBox(before: readonly Place[], sides: string, [dx, dy]: Place, frame: Box): Place[] {
  const box = boundsOf(before);
  const moved = {
    left: sides.includes("w") ? box.left + dx : box.left,
    right: sides.includes("e") ? box.right + dx : box.right,
    top: sides.includes("n") ? box.top + dy : box.top,
    bottom: sides.includes("s") ? box.bottom + dy : box.bottom,
  };
  return cornersOf(boundsOf(cornersOf(moved).map((place) => keepIn(frame, place))));
}

/** @param soFar the outline so far, which a lasso extends */
export function continueDrag(drag: Drag, soFar: readonly Place[], to: Place): readonly Place[] {
  const { frame } = drag;
  const step: Place = [to[0] - drag.from[0], to[1] - drag.from[1]];
  if (drag.grip === "move") return shiftOutline(drag.before, step, frame);
  if (drag.grip !== "new") return resizeBox(drag.before, drag.grip, step, frame);
  const inside = keepIn(frame, to);
  if (drag.kind === "box") return cornersOf(boundsOf([keepIn(frame, drag.from), inside]));
  const last = soFar.at(-1) ?? drag.from;
  const far = Math.hypot(inside[0] - last[0], inside[1] - last[1]) >= CORNER_EVERY;
  return soFar.length === 0 ? [keepIn(frame, drag.from), inside] : far ? [...soFar, inside] : soFar;
}

/** Where a keyboard selection starts: the top quarter. */
export function firstBox(frame: Box): Place[] {
  return cornersOf({ ...frame, bottom: frame.top + (frame.bottom - frame.top) / 4 });
}
