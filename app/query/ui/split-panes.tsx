/**
 * Two panes side by side with a divider, movable by pointer and keys; stacked on narrow screens. A panel library would
 * be several times the code for a single divider.
 */
"use client";

import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import styles from "./workspace.module.css";

const MIN_PERCENT = 20;
const MAX_PERCENT = 80;
const START = 51;
const STEP = 2;

interface SplitPanesProps {
  readonly left: ReactNode;
  readonly right: ReactNode;
}

export function SplitPanes({ left, right }: SplitPanesProps) {
  const panes = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(START);
  const move = (next: number) => setShare(Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, Math.round(next * 10) / 10)));
  const drag = (event: PointerEvent) => {
    const box = panes.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move((100 * (event.clientX - box.left)) / box.width);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: share - STEP,
      ArrowRight: share + STEP,
      Home: MIN_PERCENT,
      End: MAX_PERCENT,
      Enter: START,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  };
  return (
    <div ref={panes} className={styles.panes} style={{ "--share": `${share}%` } as CSSProperties}>
      <div className={styles.left}>{left}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: an `hr` cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-label="Width of the results"
        aria-orientation="vertical"
        aria-valuenow={Math.round(share)}
        aria-valuemin={MIN_PERCENT}
        aria-valuemax={MAX_PERCENT}
        className={styles.divider}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => move(START)}
        onKeyDown={press}
      />
      <div className={styles.right}>{right}</div>
    </div>
  );
}
