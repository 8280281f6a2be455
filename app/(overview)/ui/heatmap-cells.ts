/** The heatmap's cells as one path per colour step, and the contents of each cell. */
import { COLOR_STEPS, type DensityGrid, stepOf } from "../../../lib/stats/density.ts";
import { binEdge } from "../../../lib/stats/number-bins.ts";

/** Painted share of a cell; the rest is the gap between cells. */
const FILLED = 0.9;

/** One path per colour step, in units of a cell, from the top left. */
export function cellPaths({ x, y, cells, counts, most }: DensityGrid): { step: number; d: string }[] {
  const paths = Array.from({ length: COLOR_STEPS }, (_, index) => ({ step: index + 1, d: "" }));
  for (const [index, cell] of cells.entries()) {
    const path = paths[stepOf(counts[index] ?? 1, most) - 1];
    const line = y.bins - 1 - Math.floor(cell / x.bins);
    if (path) path.d += `M${cell % x.bins} ${line}h${FILLED}v${FILLED}h-${FILLED}z`;
  }
  return paths.filter(({ d }) => d !== "");
}

export interface CellRange {
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly fromLine: number;
  readonly toLine: number;
}

/** The axis values at the edges of a part of the grid. */
export function edgesOf({ x, y }: Pick<DensityGrid, "x" | "y">, range: CellRange) {
  return {
    x: [binEdge(x, range.fromColumn), binEdge(x, range.toColumn + 1)] as const,
    y: [binEdge(y, range.fromLine), binEdge(y, range.toLine + 1)] as const,
  };
}

/** The part of the grid that two of its cells span. */
export function rangeBetween(a: readonly [number, number], b: readonly [number, number]): CellRange {
  return {
    fromColumn: Math.min(a[0], b[0]),
    toColumn: Math.max(a[0], b[0]),
    fromLine: Math.min(a[1], b[1]),
    toLine: Math.max(a[1], b[1]),
  };
}

interface Layer {
  readonly cells: readonly number[];
  readonly counts: readonly number[];
}

/** Contents of each cell: layer indices with counts, largest first. */
export function indexCells(layers: readonly Layer[]): Map<number, { layer: number; count: number }[]> {
  const index = new Map<number, { layer: number; count: number }[]>();
  for (const [layer, { cells, counts }] of layers.entries()) {
    for (const [at, cell] of cells.entries()) {
      const own = index.get(cell) ?? [];
      own.push({ layer, count: counts[at] ?? 0 });
      index.set(cell, own);
    }
  }
  for (const own of index.values()) own.sort((a, b) => b.count - a.count);
  return index;
}

/** Counts one layer's spans per line of the grid. */
export function countLines({ cells, counts }: Layer, { x, y }: Pick<DensityGrid, "x" | "y">): number[] {
  const lines = new Array<number>(y.bins).fill(0);
  for (const [at, cell] of cells.entries()) {
    const line = Math.floor(cell / x.bins);
    lines[line] = (lines[line] ?? 0) + (counts[at] ?? 0);
  }
  return lines;
}
