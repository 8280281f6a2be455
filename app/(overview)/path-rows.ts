/** The paths of a call tree as a table, for scripts and spreadsheets. */
import type { CallTree } from "../../lib/analysis/tree/answer.ts";

export const PATH_COLUMNS = ["path", "level", "calls", "total", "self", "mean", "p95", "share"] as const;

/** Of a path's callers: of recursion, thousands would say nothing. */
const MAX_CALLERS = 100;

/** Those with calls, in the order of the tree; times in seconds. */
export function listPathRows({ paths, traced }: CallTree): (string | number | null)[][] {
  return paths.flatMap(({ calls, level, total, self, p95 }, row) => {
    if (calls === 0) return [];
    const share = traced > 0 ? total / traced : 0;
    return [[nameAll(paths, row), level, calls, total, self, total / calls, p95, share]];
  });
}

/** `file / compress brotli 11`. */
function nameAll(paths: CallTree["paths"], row: number): string {
  const steps: string[] = [];
  for (let at = row; at >= 0; at = paths[at]?.parent ?? -1) {
    if (steps.length > MAX_CALLERS) {
      steps.push("…");
      break;
    }
    const { name = "", label = "" } = paths[at] ?? {};
    steps.push(label === "" ? name : `${name} ${label}`);
  }
  return steps.reverse().join(" / ");
}
