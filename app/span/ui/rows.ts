/** Which rows of a tree are visible while some are collapsed. */

import type { TreeRows } from "../../../lib/queries/tree.ts";

/** For each row, the index of the row after its last descendant. */
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

/** Rows that are not inside a collapsed one. */
export function listVisible(ends: Uint32Array, collapsed: ReadonlySet<number>): number[] {
  const visible: number[] = [];
  for (let row = 0; row < ends.length; row = collapsed.has(row) ? (ends[row] ?? row + 1) : row + 1) visible.push(row);
  return visible;
}

/** Index of a row's parent; −1 for the root. */
export function parentOf({ levels }: Pick<TreeRows, "levels">, row: number): number {
  const level = levels[row] ?? 0;
  let up = row - 1;
  while (up >= 0 && (levels[up] ?? 0) >= level) up--;
  return up;
}

/** What keys do in a tree. */

interface Focus {
  /** Index of the focused row among the visible ones, and their number. */
  readonly at: number;
  readonly count: number;
  /** Whether it has children, and whether they are visible. */
  readonly parent: boolean;
  readonly open: boolean;
  /** Index of its parent; −1 if it has none. */
  readonly up: number;
}

export type TreeStep =
  | { readonly type: "go"; readonly at: number }
  | { readonly type: "toggle"; readonly open: boolean }
  | { readonly type: "choose" };

const PAGE = 15;

export function stepFor(key: string, { at, count, parent, open, up }: Focus): TreeStep | undefined {
  const go = (to: number): TreeStep => ({ type: "go", at: Math.max(0, Math.min(to, count - 1)) });
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(count - 1);
    case "ArrowRight":
      if (!parent) return undefined;
      return open ? go(at + 1) : { type: "toggle", open: true };
    case "ArrowLeft":
      return parent && open ? { type: "toggle", open: false } : go(up < 0 ? at : up);
    case "Enter":
    case " ":
      return { type: "choose" };
    default:
      return undefined;
  }
}
