/** What is said of the bar under the pointer. */
"use client";

import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { BarTip } from "../../../charts/icicle/bar-tip.tsx";
import type { IcicleBar } from "../../../charts/icicle/layout-bars.ts";
import { describeFold, describePath } from "./path-words.ts";

interface TreeTipProps {
  readonly tree: CallTree;
  readonly bar: IcicleBar;
  /** Of the pointer, in the window. */
  readonly x: number;
  /** Of the bar's element. */
  readonly id: string;
}

export function TreeTip({ tree, bar, x, id }: TreeTipProps) {
  const words =
    bar.kind === "row" ? describePath(tree, bar.row, tree.basis.exact ? "" : "≈ ", bar.below) : describeFold(tree, bar);
  const name = bar.kind === "row" ? (tree.paths[bar.row]?.name ?? "") : null;
  return <BarTip id={id} x={x} name={name} title={words.title} beside={words.callers} lines={words.lines} />;
}
