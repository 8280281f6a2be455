/** What is said of a path, in the tooltip, in the card below the tree, and as its name for screen readers. */
import type { CallTree, PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { formatCount, formatCounted, formatDurationText, formatShare } from "../../../../lib/model/format.ts";
import { type BarWords, describeFold, readFold } from "../../../charts/icicle/bar-words.ts";
import type { IcicleBar, RowBar } from "../../../charts/icicle/layout-bars.ts";
import { nameCallers, nameStep } from "../../../charts/icicle/path-names.ts";

/** Less is the rounding of starts. */
const WIDER = 1.001;
export function shareOf({ total }: Pick<PathRow, "total">, { traced }: Pick<CallTree, "traced">): number {
  return traced > 0 ? total / traced : 0;
}

export function describeBar(tree: CallTree, bar: IcicleBar): BarWords {
  return bar.kind === "row" ? describePath(tree, bar) : describeFold(tree.paths, bar);
}

function describePath(tree: CallTree, { row, below }: RowBar): BarWords {
  const about = tree.basis.exact ? "" : "≈ ";
  const path = tree.paths[row] as PathRow;
  const { calls, total, self, p95, cut } = path;
  const time = (seconds: number) => `${about}${formatDurationText(seconds)}`;
  const lines =
    calls === 0
      ? ["not in scope, calls what is"]
      : [
          `${about}${formatCounted(calls, "call")}, ${formatShare(shareOf(path, tree))} of all time`,
          `self ${time(self)}`,
          `mean ${time(total / calls)}, p95 ${time(p95 ?? 0)}`,
        ];
  if (path.room > total * WIDER && calls > 0) lines.push("drawn wider: what it calls ran at once, or outlived it");
  if (below > 0) lines.push(`${formatCounted(below, "path")} below, not drawn`);
  else if (cut.paths > 0) lines.push(`${formatCounted(path.hidden, "path")} below that take less, left out`);
  return {
    name: path.name,
    title: `${nameStep(path)} ${calls === 0 ? "" : time(total)}`.trim(),
    callers: nameCallers(tree.paths, row),
    lines,
  };
}

/** `hash, 385 ms, 800 calls, 2.7 percent, level 3`; `12 more paths, too narrow to draw` */
export function readOut(tree: CallTree, bar: IcicleBar): string {
  if (bar.kind === "fold") return readFold(bar);
  const path = tree.paths[bar.row] as PathRow;
  const percent = (100 * shareOf(path, tree)).toFixed(1);
  const level = `level ${path.level + 1}`;
  if (path.calls === 0) return `${nameStep(path)}, not in scope, ${level}`;
  const figures = [formatDurationText(path.total), formatCounted(path.calls, "call"), `${percent} percent`];
  return [nameStep(path), ...figures, level].join(", ");
}

export function describeTree(tree: CallTree): string {
  const { calls, pathCount, paths, leftOut, basis, self } = tree;
  const about = basis.exact ? "" : "≈ ";
  const shown = paths.filter((path) => path.calls > 0);
  const parts = [`${about}all ${formatCounted(calls, "call")} in ${formatCounted(pathCount, "path")}`];
  if (shown.length < pathCount) {
    const share = self > 0 ? shown.reduce((sum, path) => sum + path.self, 0) / self : 1;
    parts.push(`the ${formatCount(shown.length)} largest drawn, ${formatShare(share)} of their self time`);
  }
  if (leftOut > 0) parts.push(`${formatCount(leftOut)} without a number as duration left out`);
  return parts.join(", ");
}
