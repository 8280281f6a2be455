/** What is said of a path, in the tooltip, in the card below the tree, and as its name for screen readers. */
import type { CallTree, PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { formatCount, formatCounted, formatDurationText, formatShare } from "../../../../lib/model/format.ts";
import type { FoldBar } from "../../../charts/icicle/layout-bars.ts";
import { nameCallers, namePath, nameStep } from "../../../charts/icicle/path-names.ts";

/** Less is the rounding of starts. */
const WIDER = 1.001;
export function shareOf({ total }: Pick<PathRow, "total">, { traced }: Pick<CallTree, "traced">): number {
  return traced > 0 ? total / traced : 0;
}

interface PathWords {
  readonly title: string;
  readonly callers: string;
  readonly lines: readonly string[];
}

/** @param below how many paths below it are not drawn */
export function describePath(tree: CallTree, row: number, about: string, below: number): PathWords {
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
    title: `${nameStep(path)} ${calls === 0 ? "" : time(total)}`.trim(),
    callers: nameCallers(tree.paths, row),
    lines,
  };
}

export function describeFold({ paths }: CallTree, { row, count, from }: FoldBar): PathWords {
  const caller = row < 0 ? undefined : (paths[row] as PathRow);
  return {
    title: `${formatCount(count)} more`,
    callers: caller ? namePath(paths, row) : "",
    lines: [from === null ? "Those that take least, left out" : "Click to go in"],
  };
}

/** `hash, 385 ms, 800 calls, 2.7 percent, level 3`. */
export function readOut(tree: CallTree, row: number): string {
  const path = tree.paths[row] as PathRow;
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
