/** Which rows of a tree are shown while some are collapsed. Pure. */
import type { TreeRows } from "../../../lib/queries/tree.ts";

/** Row after the last descendant of each row. */
export function findEnds({ levels }: Pick<TreeRows, "levels">): Uint32Array {
  const ends = new Uint32Array(levels.length);
  const open: number[] = [];
  for (let row = 0; row <= levels.length; row++) {
    const level = levels[row] ?? -1;
    for (let last = open.at(-1); last !== undefined && (levels[last] ?? 0) >= level; last = open.at(-1)) {
      ends[last] = row;
      open.pop();
    }
    open.push(row);
  }
  return ends;
}

/** Rows that no collapsed row hides. */
export function listVisible(ends: Uint32Array, collapsed: ReadonlySet<number>): number[] {
  const visible: number[] = [];
  for (let row = 0; row < ends.length; row = collapsed.has(row) ? (ends[row] ?? row + 1) : row + 1) visible.push(row);
  return visible;
}

/** The row that a row is a child of; −1 for the first. */
export function parentOf({ levels }: Pick<TreeRows, "levels">, row: number): number {
  const level = levels[row] ?? 0;
  let up = row - 1;
  while (up >= 0 && (levels[up] ?? 0) >= level) up--;
  return up;
}
