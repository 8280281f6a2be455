/** What the bar under the pointer stands for: at the side with room, level with the bar. */
"use client";

import { useLayoutEffect, useRef } from "react";
import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import type { IcicleBar } from "../../../charts/icicle/layout-bars.ts";
import { NameSwatch } from "../../../ui/name-colors.tsx";
import { describeFold, describePath } from "./path-words.ts";
import styles from "./tree.module.css";

interface TreeTipProps {
  readonly tree: CallTree;
  readonly bar: IcicleBar;
  /** Of the pointer, in the window. */
  readonly x: number;
  /** Of the bar's element. */
  readonly id: string;
}

const GAP = 16;
const EDGE = 8;

export function TreeTip({ tree, bar, x, id }: TreeTipProps) {
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
  const words =
    bar.kind === "row" ? describePath(tree, bar.row, tree.basis.exact ? "" : "≈ ", bar.below) : describeFold(tree, bar);
  return (
    <div ref={box} className={styles.tip} aria-hidden="true" data-tip>
      <p>
        {bar.kind === "row" && <NameSwatch name={tree.paths[bar.row]?.name ?? ""} />}
        <b>{words.title}</b> <span>{words.callers}</span>
      </p>
      {words.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
