/** What lies in the cell under the pointer, or in the part that is being selected. */

import { formatCounted, formatDurationText, formatStart } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { NameFigures } from "../../../lib/queries/overview.ts";
import type { DensityGrid } from "../../../lib/stats/density-grid.ts";
import { Swatch } from "../../ui/swatch.tsx";
import styles from "./heatmap.module.css";
import { type CellRange, edgesOf } from "./heatmap-cells.ts";

interface HeatmapTipProps {
  readonly at: readonly [column: number, line: number];
  readonly range: CellRange;
  readonly grid: DensityGrid;
  readonly index: ReadonlyMap<number, readonly { readonly layer: number; readonly count: number }[]>;
  readonly names: readonly Pick<NameFigures, "name" | "slot">[];
  readonly dragged: boolean;
}

const MOST_NAMES = 3;

export function HeatmapTip({ at: [column, line], range, grid, index, names, dragged }: HeatmapTipProps) {
  const counts = sumLayers(range, grid, index);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0 && !dragged) return null;
  const { x, y } = edgesOf(grid, range);
  const left = (column + 0.5) / grid.x.bins;
  const bottom = (line + 0.5) / grid.y.bins;
  const place = {
    ...(left < 0.65 ? { left: `calc(${100 * left}% + 16px)` } : { right: `calc(${100 - 100 * left}% + 16px)` }),
    ...(bottom < 0.5 ? { bottom: `calc(${100 * bottom}% - 8px)` } : { top: `calc(${100 - 100 * bottom}% - 8px)` }),
  };
  return (
    <div className={styles.tip} style={place} role="status">
      <b>{formatCounted(total, "span")}</b>
      {counts.slice(0, MOST_NAMES).map(({ layer, count }) => (
        <span key={layer}>
          <Swatch slot={names[layer]?.slot ?? 8} /> {layer < names.length ? formatText(names[layer]?.name) : "others"}{" "}
          {count}
        </span>
      ))}
      {counts.length > MOST_NAMES && <span>{counts.length - MOST_NAMES} more</span>}
      <p>
        {formatStart(x[0])} to {formatStart(x[1])}, {formatDurationText(y[0])} to {formatDurationText(y[1])}
      </p>
      {dragged && <p>Let go to ask why.</p>}
    </div>
  );
}

function sumLayers(range: CellRange, { x }: DensityGrid, index: HeatmapTipProps["index"]) {
  const sums = new Map<number, number>();
  for (let line = range.fromLine; line <= range.toLine; line++)
    for (let column = range.fromColumn; column <= range.toColumn; column++)
      for (const { layer, count } of index.get(line * x.bins + column) ?? [])
        sums.set(layer, (sums.get(layer) ?? 0) + count);
  return [...sums].map(([layer, count]) => ({ layer, count })).sort((a, b) => b.count - a.count);
}
