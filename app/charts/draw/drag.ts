/** What a drag in a chart does to the selection, in pixels. Pure. */
import { type Box, boundsOf, isInBox } from "./area.ts";
import type { AxisPair, Place, Region } from "./region.ts";

/** What is under the pointer: a handle by its sides, the inside, or nothing of a selection. */
export type Grip = "new" | "move" | `${"n" | "s" | ""}${"w" | "e" | ""}`;

/** How far from a handle a pointer still takes it. */
const REACH = 7;
/** A lasso takes a corner each so many pixels. */
const CORNER_EVERY = 5;

/** @param outline of the selection there is; handles are only at the corners of a box */
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
  /** The outline when it began; empty for a new one. */
  readonly before: readonly Place[];
}

/** The outline shifted, as far as the frame allows. */
export function shiftOutline(before: readonly Place[], [dx, dy]: Place, frame: Box): Place[] {
  const box = boundsOf(before);
  const across = Math.max(frame.left - box.left, Math.min(frame.right - box.right, dx));
  const up = Math.max(frame.top - box.top, Math.min(frame.bottom - box.bottom, dy));
  return before.map(([x, y]): Place => [x + across, y + up]);
}

/** The box with one or two of its sides moved. */
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

/** @param soFar the outline up to now, which a lasso goes on from */
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

/** Where a selection made by keyboard begins: the upper quarter. */
export function firstBox(frame: Box): Place[] {
  return cornersOf({ ...frame, bottom: frame.top + (frame.bottom - frame.top) / 4 });
}
