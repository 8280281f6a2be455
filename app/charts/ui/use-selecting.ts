/** Selects a part of a chart by pointer or keys: draws a new selection, or moves and resizes the current one. */
"use client";

import { type KeyboardEvent, type PointerEvent, type SyntheticEvent, useRef, useState } from "react";
import {
  type ChartArea,
  continueDrag,
  cursorOf,
  type Drag,
  findGrip,
  firstBox,
  frameOf,
  type Grip,
  isInBox,
  outlineOf,
  regionOf,
  resizeBox,
  shiftOutline,
} from "../draw/area.ts";
import { type AxisPair, axesOf, type Place, type Region } from "../draw/region.ts";

interface SelectingOptions {
  readonly area: ChartArea | null;
  /** Pairs of axes that boxes can be drawn in, if not the first two. */
  readonly frames: readonly AxisPair[] | undefined;
  /** The current selection. */
  readonly region: Region | null;
  /** What a drag draws; with Alt, the other shape. */
  readonly tool: Region["kind"];
  /** Null if nothing can be selected. */
  readonly onSelect: ((region: Region) => void) | null;
  readonly onClick: () => void;
}

/** Shorter drags are clicks. */
const MIN_DRAG = 4;
const KEY_STEP = 12;
const STEPS: Readonly<Record<string, Place>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

function placeOf(event: PointerEvent): Place {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function isLongEnough(outline: readonly Place[]): boolean {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return Math.max(...xs) - Math.min(...xs) >= MIN_DRAG || Math.max(...ys) - Math.min(...ys) >= MIN_DRAG;
}

export function useSelecting({ area, frames, region, tool, onSelect, onClick }: SelectingOptions) {
  const drag = useRef<Drag | null>(null);
  const outline = useRef<readonly Place[]>([]);
  const [draft, setDraft] = useState<Region | null>(null);
  const [grip, setGrip] = useState<Grip>("new");
  const axes = region && frames ? axesOf(region) : frames?.[0];
  const frame = area && frameOf(area, axes);
  const current = area && region ? outlineOf(area, region) : null;
  const findFrame = (at: Place) => frames?.find((pair) => area && isInBox(frameOf(area, pair), at));
  /**
   * Whether a drag selects. Plotly gets those with Shift, another button or outside the frame, or all if nothing can be
   * selected.
   */
  const isOurs = (event: PointerEvent, at: Place) =>
    onSelect !== null &&
    frame !== null &&
    event.button === 0 &&
    !event.shiftKey &&
    (isInBox(frame, at, 6) || findFrame(at) !== undefined);

  const markOf = (area: ChartArea, { kind, axes }: Drag) => regionOf(area, kind, outline.current, axes);

  const start = (event: PointerEvent<HTMLElement>) => {
    const at = placeOf(event);
    if (!area || !frame || !isOurs(event, at)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const found = findGrip(current, region?.kind ?? "box", at);
    const wanted = frames ? "box" : event.altKey ? other(tool) : tool;
    const isNew = found === "new";
    const own = isNew ? (findFrame(at) ?? axes) : axes;
    drag.current = {
      grip: found,
      kind: isNew ? wanted : (region?.kind ?? wanted),
      axes: own,
      frame: frameOf(area, own),
      from: at,
      before: isNew ? [] : (current ?? []),
    };
    outline.current = [];
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const at = placeOf(event);
    if (!drag.current || !area) {
      const next = findGrip(current, region?.kind ?? "box", at);
      if (next !== grip) setGrip(next);
      return;
    }
    outline.current = continueDrag(drag.current, outline.current, at);
    if (isLongEnough(outline.current)) setDraft(markOf(area, drag.current));
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return;
    const marked = drag.current;
    const { from } = marked;
    const [x, y] = placeOf(event);
    const moved = Math.hypot(x - from[0], y - from[1]) >= MIN_DRAG || outline.current.length > 4;
    drag.current = null;
    setDraft(null);
    if (area && moved && isLongEnough(outline.current)) onSelect?.(markOf(area, marked));
    else onClick();
  };
  const cancel = () => {
    drag.current = null;
    setDraft(null);
  };
  const swallow = (event: SyntheticEvent) => {
    if (drag.current) event.stopPropagation();
  };
  const press = (event: KeyboardEvent) => {
    if (!onSelect || !area || !frame || event.target !== event.currentTarget) return;
    if (event.key === "Enter" && !current) {
      event.preventDefault();
      return onSelect(regionOf(area, "box", firstBox(frame), axes));
    }
    const step = STEPS[event.key];
    if (!step || !current || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const kind = region?.kind ?? "box";
    if (event.shiftKey && kind === "box")
      return onSelect(regionOf(area, kind, resizeBox(current, "se", step, frame), axes));
    onSelect(regionOf(area, kind, shiftOutline(current, step, frame), axes));
  };
  return {
    draft,
    dragging: draft !== null,
    cursor: cursorOf(drag.current?.grip ?? grip),
    handlers: {
      onPointerDownCapture: start,
      // Keeps Plotly from starting its own drag.
      onMouseDownCapture: swallow,
      onTouchStartCapture: swallow,
      onPointerMove: move,
      onPointerUp: end,
      onPointerCancel: cancel,
      onKeyDown: press,
    },
  };
}

function other(tool: Region["kind"]): Region["kind"] {
  return tool === "box" ? "lasso" : "box";
}
