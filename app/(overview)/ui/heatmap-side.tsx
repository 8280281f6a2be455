/** How many spans there are of each duration, by name, on the axis of the heatmap. */

import { formatCounted } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { HeatmapLayer, NameFigures } from "../../../lib/queries/overview.ts";
import type { DensityGrid } from "../../../lib/stats/density-grid.ts";
import styles from "./heatmap.module.css";
import { countLines } from "./heatmap-cells.ts";

interface HeatmapSideProps {
  readonly grid: DensityGrid;
  readonly layers: readonly HeatmapLayer[];
  readonly names: readonly Pick<NameFigures, "name" | "slot">[];
}

export function HeatmapSide({ grid, layers, names }: HeatmapSideProps) {
  const lines = layers.map((layer) => countLines(layer, grid));
  const totals = Array.from({ length: grid.y.bins }, (_, line) =>
    lines.reduce((sum, own) => sum + (own[line] ?? 0), 0),
  );
  const most = Math.max(1, ...totals);
  const reached = new Array<number>(grid.y.bins).fill(0);
  return (
    <>
      <svg
        className={styles.side}
        viewBox={`0 0 ${most} ${grid.y.bins}`}
        width="100%"
        height="100%"
        preserveAspectRatio="none"
        role="img"
        aria-label={`Durations of ${names.length === 1 ? formatText(names[0]?.name) : `${names.length} names`}, at most ${formatCounted(most, "span")} in one line`}
      >
        {lines.map((own, layer) => {
          const d = own.map((count, line) => bar(reached, count, line, grid.y.bins)).join("");
          // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place
          return <path key={layer} className={`${styles.bar} c${names[layer]?.slot ?? 8}`} d={d} />;
        })}
      </svg>
      <div className={styles.counts} aria-hidden="true">
        <span>0</span>
        <span>{formatCounted(most, "span")}</span>
      </div>
    </>
  );
}

/** Bars of one line stand on each other. */
function bar(reached: number[], count: number, line: number, lines: number): string {
  if (count === 0) return "";
  const from = reached[line] ?? 0;
  reached[line] = from + count;
  return `M${from} ${lines - 1 - line}h${count}v.86h-${count}z`;
}
