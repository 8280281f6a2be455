/** The heatmap with its title: as a picture, or as tables. */
"use client";

import { type ReactNode, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { sayFarOff } from "../../../lib/stats/main-range.ts";
import { TableIcon } from "../../charts/ui/icons.tsx";
import { Button } from "../../ui/button.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { Heatmap, type HeatmapProps, HeatmapScale } from "./heatmap.tsx";
import { HeatmapTable } from "./heatmap-table.tsx";

interface HeatmapViewProps extends HeatmapProps {
  readonly title: string;
  /** Names that the slowest are not looked for in: others run in them. */
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
        facts={sayDrawn(figures, points.length, without)}
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
      {asTable ? (
        <HeatmapTable figures={figures} slowest={slowest} />
      ) : (
        !empty && <Heatmap figures={figures} slowest={points} />
      )}
    </>
  );
}

function sayDrawn(
  { heatmap: { drawn, total, zeros }, earlier, later }: HeatmapProps["figures"],
  points: number,
  without: readonly string[],
): string {
  const spans =
    drawn === total
      ? `all ${formatCounted(total, "span")}`
      : `${formatCount(drawn)} of ${formatCounted(total, "span")}`;
  const facts = [spans];
  if (zeros > 0) facts.push(`${formatCount(zeros)} at 0 not drawn`);
  if (earlier + later > 0) facts.push(sayFarOff(earlier, later, formatCount));
  if (points > 0) facts.push(`the ${formatCount(points)} slowest as points${sayWithout(without)}`);
  return facts.join(", ");
}

function sayWithout(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => formatText(name));
  const more = names.length - shown.length;
  return names.length === 0
    ? ""
    : ` (without ${shown.join(", ")}${more > 0 ? ` and ${formatCounted(more, "other")}` : ""})`;
}
