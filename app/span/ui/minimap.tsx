/** The whole tree in one strip, with two handles for the time range shown in the rows. */
"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { ColorIndex, Colors } from "../../../lib/model/colors.ts";
import { formatDurationText, formatRange } from "../../../lib/model/format.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import drawing from "../../ui/drawing.module.css";
import styles from "./waterfall.module.css";
import { clampZoom, isFit, shiftZoom, type Zoom } from "./zoom.ts";

export const MAP_WIDTH = 1000;
export const MAP_HEIGHT = 30;
/** Deeper levels share the last line, as a line needs 3 px. */
const MAX_LEVELS = 8;

export interface MapPath {
  readonly colorIndex: ColorIndex;
  /** Spans with children are faint, as most of their time is spent in the children. */
  readonly faint: boolean;
  readonly d: string;
}

interface MinimapProps {
  readonly paths: readonly MapPath[];
  /** Seconds. */
  readonly duration: number;
  readonly zoom: Zoom;
  /** @param done false while a handle is dragged */
  readonly onZoom: (zoom: Zoom, done: boolean) => void;
}

type Part = "from" | "to" | "inside" | "new";

interface Drag {
  readonly part: Part;
  readonly at: number;
  readonly zoom: Zoom;
}

const KEY_STEP = 0.02;

export function Minimap({ paths, duration, zoom, onZoom }: MinimapProps) {
  const strip = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const placeOf = (event: PointerEvent): number => {
    const { left = 0, width = 1 } = strip.current?.getBoundingClientRect() ?? {};
    return Math.max(0, Math.min(1, (event.clientX - left) / width));
  };
  const grab = (part: Part) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { part, at: placeOf(event), zoom };
  };
  const move = (event: PointerEvent) => {
    if (drag.current) onZoom(dragged(drag.current, placeOf(event)), false);
  };
  const drop = (event: PointerEvent) => {
    const held = drag.current;
    drag.current = null;
    // A press without movement does not zoom.
    if (held && Math.abs(placeOf(event) - held.at) > 0.003) onZoom(dragged(held, placeOf(event)), true);
    else if (held) onZoom(held.zoom, true);
  };
  const hands = { onPointerMove: move, onPointerUp: drop, onPointerCancel: drop };
  const say = (share: number) => formatDurationText(share * duration);
  const handle = (part: "from" | "to") => (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: `${zoom[part] * 100}%` }}
      aria-label={part === "from" ? "Shown from" : "Shown to"}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(zoom[part] * 100)}
      aria-valuetext={say(zoom[part])}
      onPointerDown={grab(part)}
      onKeyDown={(event) => stepHandle(event, part, zoom, onZoom)}
      {...hands}
    />
  );
  return (
    <div className={styles.minimap}>
      <div
        ref={strip}
        className={styles.strip}
        title={isFit(zoom) ? "Drag to zoom" : formatRange(say(zoom.from), say(zoom.to))}
        onPointerDown={grab("new")}
        {...hands}
      >
        <svg
          viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
          preserveAspectRatio="none"
          className={styles.map}
          aria-hidden="true"
        >
          {paths.map(({ colorIndex, faint, d }) => (
            <path
              key={`${colorIndex} ${faint}`}
              className={`c${colorIndex} ${drawing.colored} ${faint ? drawing.pale : ""}`}
              d={d}
            />
          ))}
        </svg>
        {!isFit(zoom) && (
          <>
            <i className={styles.rest} style={{ left: 0, right: `${(1 - zoom.from) * 100}%` }} />
            <i className={styles.rest} style={{ left: `${zoom.to * 100}%`, right: 0 }} />
            <i
              className={styles.inside}
              style={{ left: `${zoom.from * 100}%`, right: `${(1 - zoom.to) * 100}%` }}
              onPointerDown={grab("inside")}
              {...hands}
            />
          </>
        )}
        {handle("from")}
        {handle("to")}
      </div>
    </div>
  );
}

function dragged({ part, at, zoom }: Drag, to: number): Zoom {
  if (part === "inside") return shiftZoom(zoom, to - at);
  if (part === "from") return clampZoom(Math.min(to, zoom.to), zoom.to);
  if (part === "to") return clampZoom(zoom.from, Math.max(to, zoom.from));
  return Math.abs(to - at) > 0.003 ? clampZoom(Math.min(at, to), Math.max(at, to)) : zoom;
}

function stepHandle(event: KeyboardEvent, part: "from" | "to", zoom: Zoom, onZoom: MinimapProps["onZoom"]): void {
  const ways: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    Home: -100,
    End: 100,
  };
  const way = ways[event.key];
  if (way === undefined) return;
  event.preventDefault();
  const moved = zoom[part] + way * KEY_STEP;
  onZoom(
    part === "from" ? clampZoom(Math.min(moved, zoom.to), zoom.to) : clampZoom(zoom.from, Math.max(moved, zoom.from)),
    true,
  );
}

/**
 * Bars by level. Where several fall on one unit of width, only the longest is drawn, so that 20,000 spans become at
 * most a few thousand bars.
 */
export function minimapPaths(tree: SpanTree, ends: Uint32Array, colors: Colors): MapPath[] {
  const { rows, duration, names } = tree;
  const levels = Math.min(tree.levels, MAX_LEVELS);
  const height = Math.min(9, MAP_HEIGHT / levels);
  const taken = Array.from({ length: levels }, () => new Float64Array(MAP_WIDTH + 1));
  const paths = new Map<string, { colorIndex: ColorIndex; faint: boolean; parts: string[] }>();
  const order = rows.ids.map((_, row) => row).sort((a, b) => (rows.durations[b] ?? 0) - (rows.durations[a] ?? 0));
  for (const row of order) {
    const level = Math.min(rows.levels[row] ?? 0, levels - 1);
    const used = taken[level];
    if (!used) continue;
    const left = duration > 0 ? ((rows.starts[row] ?? 0) / duration) * MAP_WIDTH : 0;
    const width = Math.max(2, duration > 0 ? ((rows.durations[row] ?? 0) / duration) * MAP_WIDTH : MAP_WIDTH);
    const from = Math.max(0, Math.min(MAP_WIDTH - 2, left));
    if (isTaken(used, from, width)) continue;
    const faint = (ends[row] ?? 0) > row + 1;
    const colorIndex = colors.get(names[rows.names[row] ?? 0] ?? "") ?? 8;
    const path = paths.get(`${colorIndex} ${faint}`) ?? { colorIndex, faint, parts: [] };
    paths.set(`${colorIndex} ${faint}`, path);
    const shown = Math.min(width, MAP_WIDTH - from);
    path.parts.push(`M${round(from)} ${round(level * height)}h${round(shown)}v${round(height - 1)}h${round(-shown)}z`);
  }
  return [...paths.values()].map(({ colorIndex, faint, parts }) => ({ colorIndex, faint, d: parts.join("") }));
}

/** Marks a bar's units as taken; returns whether longer bars had already taken all of them. */
function isTaken(used: Float64Array, left: number, width: number): boolean {
  let free = false;
  const first = Math.floor(left);
  const last = Math.min(used.length - 1, Math.floor(left + width));
  for (let unit = first; unit <= last; unit++) {
    if (used[unit] === 0) free = true;
    used[unit] = 1;
  }
  return !free;
}

function round(value: number): string {
  return String(Number(value.toFixed(1)));
}
