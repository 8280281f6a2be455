/** Says what the bar under the pointer stands for: at the side with room, level with the bar. */
"use client";

import { useLayoutEffect, useRef } from "react";
import { NameSwatch } from "../../ui/name-colors.tsx";
import type { BarWords } from "./bar-words.ts";
import styles from "./icicle.module.css";

interface BarTipProps {
  /** Of the bar's element. */
  readonly id: string;
  /** Of the pointer, in the window. */
  readonly x: number;
  readonly words: BarWords;
}

const GAP = 16;
const EDGE = 8;

export function BarTip({ id, x, words: { name, title, callers, lines } }: BarTipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = box.current;
    const mark = document.getElementById(id)?.getBoundingClientRect();
    if (!tip || !mark) return;
    const { offsetWidth: width, offsetHeight: height } = tip;
    const room = window.innerWidth - EDGE;
    const isRight = mark.right + GAP + width <= room;
    const isLeft = !isRight && mark.left - GAP - width >= EDGE;
    // A wide bar has room at neither side: then below it, at the pointer.
    const left = isRight ? mark.right + GAP : isLeft ? mark.left - GAP - width : Math.min(x + GAP, room - width);
    const top = isRight || isLeft ? mark.top : mark.bottom + EDGE;
    tip.style.left = `${Math.max(EDGE, left)}px`;
    tip.style.top = `${Math.max(EDGE, Math.min(top, window.innerHeight - EDGE - height))}px`;
  });
  return (
    <div ref={box} className={styles.tip} aria-hidden="true" data-tip>
      <p>
        {name !== null && <NameSwatch name={name} />}
        <b>{title}</b> <span>{callers}</span>
      </p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
