/** The slowest spans as points on the heatmap; each leads to its span. */

import Link from "next/link";
import { formatDurationText, formatStart } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SlowSpan } from "../../../lib/queries/self-times.ts";
import type { DensityGrid } from "../../../lib/stats/density-grid.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";
import styles from "./heatmap.module.css";

interface HeatmapPointsProps {
  readonly slowest: readonly SlowSpan[];
  readonly grid: DensityGrid;
}

export function HeatmapPoints({ slowest, grid: { x, y } }: HeatmapPointsProps) {
  // The slowest last: its label is above the others.
  return slowest.toReversed().map(({ id, name, slot, start, duration }, place) => {
    // Rounded: a browser's logarithm can differ from the server's in the last digit.
    const left = round(100 * shareOf(x, start));
    const bottom = round(100 * shareOf(y, duration));
    const text = `${formatText(name)} ${formatDurationText(duration)}`;
    return (
      <Link
        key={id}
        href={`/span/${id}`}
        prefetch={false}
        // The table of the pane leads to the same spans, one key press each.
        tabIndex={-1}
        className={`${styles.point} c${slot}`}
        style={{ left: `${left}%`, bottom: `${bottom}%` }}
        aria-label={`${text} at ${formatStart(start)}`}
        title={`${text} at ${formatStart(start)}`}
      >
        {place === slowest.length - 1 && <b className={left > 80 ? styles.before : styles.after}>{text}</b>}
      </Link>
    );
  });
}

function round(percent: number): number {
  return Number(percent.toFixed(3));
}
