/** The whole tree in one strip; its two handles say which part of the time the rows show. */
"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { formatDurationText, formatRange } from "../../../lib/model/format.ts";
import styles from "./minimap.module.css";
import { MAP_HEIGHT, MAP_WIDTH, type MapPath } from "./minimap-paths.ts";
import { clampZoom, isFit, shiftZoom, type Zoom } from "./zoom.ts";

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
    // A press without a move is no zoom.
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
          {paths.map(({ slot, faint, d }) => (
            <path key={`${slot} ${faint}`} className={`c${slot} ${faint ? styles.faint : styles.bar}`} d={d} />
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
