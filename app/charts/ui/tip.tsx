/** What is under the pointer: the figure first, then where. Beside the mark, never over it. */

import { useLayoutEffect, useRef, useState } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import type { Tip } from "../model.ts";
import styles from "./plot.module.css";

const GAP = 16;

interface PlotTipProps {
  readonly tip: Tip;
  /** The mark, pixels from the top left corner of the chart. */
  readonly x: number;
  readonly y: number;
}

export function PlotTip({ tip, x, y }: PlotTipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: x + GAP, top: y });
  useLayoutEffect(() => {
    const element = box.current;
    const room = element?.parentElement;
    if (!element || !room) return;
    const left = x + GAP + element.offsetWidth > room.clientWidth ? x - GAP - element.offsetWidth : x + GAP;
    const top = Math.max(0, Math.min(y - element.offsetHeight / 2, room.clientHeight - element.offsetHeight));
    setAt({ left: Math.max(0, left), top });
  }, [x, y]);
  return (
    <div ref={box} className={styles.tip} style={at} aria-hidden="true">
      <b>{showText(tip.figure)}</b>
      {tip.where.map((line) => (
        <span key={line}>{showText(line)}</span>
      ))}
    </div>
  );
}
