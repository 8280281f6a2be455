/** The heatmap with its title, as a picture or as tables. */
"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { describeFarOff } from "../../../lib/stats/main-range.ts";
import { Button } from "../../ui/button.tsx";
import { TableIcon } from "../../ui/icons.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import styles from "./heatmap.module.css";
import type { HeatmapProps } from "./heatmap.tsx";
import { HeatmapScale } from "./heatmap-scale.tsx";

// Rendered on the server, so it is there at once; its code, 5 of the page's 203 kB gzipped, loads after the rest.
const Heatmap = lazy(async () => ({ default: (await import("./heatmap.tsx")).Heatmap }));
const HeatmapTable = lazy(async () => ({ default: (await import("./heatmap-tables.tsx")).HeatmapTable }));

interface HeatmapViewProps extends HeatmapProps {
  readonly title: string;
  /** Names left out of the slowest spans because other spans run inside them. */
  readonly without: readonly string[];
  readonly tools: ReactNode;
}

export function HeatmapView({ title, figures, slowest, without, tools }: HeatmapViewProps) {
  const [asTable, setAsTable] = useState(false);
  const { heatmap } = figures;
  const empty = heatmap.drawn === 0;
  const points = slowest.filter(({ start }) => start >= heatmap.x.low && start <= heatmap.x.high);
  return (
    <>
      <PaneTitle
        id="heatmap-title"
        title={title}
        summary={describeDrawn(figures, points.length, without)}
        actions={
          <>
            {!empty && !asTable && <HeatmapScale most={heatmap.most} />}
            <Button look="ghost" small aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              <TableIcon />
              {asTable ? "Show as chart" : "Show as table"}
            </Button>
            {tools}
          </>
        }
      />
      <Suspense fallback={<div className={styles.chart} />}>
        {asTable ? (
          <HeatmapTable figures={figures} slowest={slowest} />
        ) : (
          !empty && <Heatmap figures={figures} slowest={points} />
        )}
      </Suspense>
    </>
  );
}

function describeDrawn(
  { heatmap: { drawn, total, zeros }, earlier, later, basis }: HeatmapProps["figures"],
  points: number,
  without: readonly string[],
): string {
  const spans =
    drawn === total
      ? `all ${formatCounted(total, "span")}`
      : `${formatCount(drawn)} of ${formatCounted(total, "span")}`;
  const parts = [basis.exact ? spans : `≈ ${spans}`];
  if (zeros > 0) parts.push(`${formatCount(zeros)} at 0 not drawn`);
  if (earlier + later > 0) parts.push(describeFarOff(earlier, later, formatCount));
  const slowest = points === 1 ? "the slowest as a point" : `the ${formatCount(points)} slowest as points`;
  if (points > 0) parts.push(slowest + describeWithout(without));
  return parts.join(", ");
}

function describeWithout(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => formatText(name));
  const more = names.length - shown.length;
  return names.length === 0
    ? ""
    : ` (without ${shown.join(", ")}${more > 0 ? ` and ${formatCounted(more, "other")}` : ""})`;
}
