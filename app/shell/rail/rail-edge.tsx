/** The right edge of the rail, which pointer and arrow keys move. */
"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import styles from "./rail-sheet.module.css";
import { applyRail, clampRail, currentRail, RAIL_LEAST, RAIL_MOST, RAIL_WIDTH } from "./rail-size.ts";

const STEP = 16;

export function RailEdge() {
  const [width, setWidth] = useState(RAIL_WIDTH);
  const resize = (to: number) => {
    setWidth(clampRail(to));
    applyRail({ width: clampRail(to), hidden: false });
  };
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX);
  };
  const press = (event: KeyboardEvent) => {
    const now = currentRail().width;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: now - STEP,
      ArrowRight: now + STEP,
      Home: RAIL_LEAST,
      End: RAIL_MOST,
      Enter: RAIL_WIDTH,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    resize(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule in the text cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-label="Width of the rail"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={RAIL_LEAST}
      aria-valuemax={RAIL_MOST}
      className={styles.edge}
      onFocus={() => setWidth(currentRail().width)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => resize(RAIL_WIDTH)}
      onKeyDown={press}
    />
  );
}
