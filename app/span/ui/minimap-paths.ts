/** A whole tree in 40 px: one path a colour. Pure. */
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";

export const MAP_WIDTH = 1000;
export const MAP_HEIGHT = 30;
/** Deeper ones share the last line: a line needs 3 px. */
const MOST_LEVELS = 8;

export interface MapPath {
  readonly slot: ColorSlot;
  /** Spans with children are drawn faint, as their time is mostly that of others. */
  readonly faint: boolean;
  readonly d: string;
}

/**
 * Bars by level. Where several fall on one unit of the width, the longest of them is drawn, so that 20,000 spans are at
 * most a few thousand bars.
 */
export function minimapPaths(tree: SpanTree, ends: Uint32Array): MapPath[] {
  const { rows, duration, slots } = tree;
  const levels = Math.min(tree.levels, MOST_LEVELS);
  const height = Math.min(9, MAP_HEIGHT / levels);
  const taken = Array.from({ length: levels }, () => new Float64Array(MAP_WIDTH + 1));
  const paths = new Map<string, { slot: ColorSlot; faint: boolean; parts: string[] }>();
  const order = rows.ids.map((_, row) => row).sort((a, b) => (rows.durations[b] ?? 0) - (rows.durations[a] ?? 0));
  for (const row of order) {
    const level = Math.min(rows.levels[row] ?? 0, levels - 1);
    const used = taken[level];
    if (!used) continue;
    const left = duration > 0 ? ((rows.starts[row] ?? 0) / duration) * MAP_WIDTH : 0;
    const width = Math.max(2, duration > 0 ? ((rows.durations[row] ?? 0) / duration) * MAP_WIDTH : MAP_WIDTH);
    const from = Math.max(0, Math.min(MAP_WIDTH - 2, left));
    if (isTaken(used, from, width)) continue;
    const faint = (ends[row] ?? 0) > row + 1;
    const slot = slots[rows.names[row] ?? 0] ?? 8;
    const path = paths.get(`${slot} ${faint}`) ?? { slot, faint, parts: [] };
    paths.set(`${slot} ${faint}`, path);
    const shown = Math.min(width, MAP_WIDTH - from);
    path.parts.push(`M${round(from)} ${round(level * height)}h${round(shown)}v${round(height - 1)}h${round(-shown)}z`);
  }
  return [...paths.values()].map(({ slot, faint, parts }) => ({ slot, faint, d: parts.join("") }));
}

/** Marks the units of a bar; whether all of them were taken by longer ones before. */
function isTaken(used: Float64Array, left: number, width: number): boolean {
  let free = false;
  const first = Math.floor(left);
  const last = Math.min(used.length - 1, Math.floor(left + width));
  for (let unit = first; unit <= last; unit++) {
    if (used[unit] === 0) free = true;
    used[unit] = 1;
  }
  return !free;
}

function round(value: number): string {
  return String(Number(value.toFixed(1)));
}
