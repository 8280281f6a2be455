/** The heatmap with its title, as a picture or as tables. */
"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { formatCount, formatCounted, formatDurationText, formatStart } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { describeFarOff } from "../../../lib/stats/main-range.ts";
import { binEdge } from "../../../lib/stats/number-bins.ts";
import { Button } from "../../ui/button.tsx";
import { Duration } from "../../ui/duration.tsx";
import { TableIcon } from "../../ui/icons.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import table from "../../ui/table/table.module.css";
import styles from "./heatmap.module.css";
import { Heatmap, type HeatmapProps, HeatmapScale } from "./heatmap.tsx";
import { countLines } from "./heatmap-cells.ts";
import { describeLayer } from "./heatmap-parts.tsx";

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
      {asTable ? (
        <HeatmapTable figures={figures} slowest={slowest} />
      ) : (
        !empty && <Heatmap figures={figures} slowest={points} />
      )}
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

/** Heatmap lines per table row. */
const LINES = 4;

/** The heatmap as tables: the slowest spans, and span counts per name and duration. */
export function HeatmapTable({ figures, slowest }: HeatmapProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={styles.tables} aria-label="Start × duration, as tables" tabIndex={0}>
      <Slowest slowest={slowest} figures={figures} />
      <Durations figures={figures} />
    </section>
  );
}

function Slowest({ slowest, figures: { zero } }: HeatmapProps) {
  return (
    <table className={table.table} aria-label="The slowest spans">
      <thead>
        <tr>
          <th scope="col" className={table.number}>
            id
          </th>
          <th scope="col">Name</th>
          <th scope="col" className={table.number}>
            Start
          </th>
          <th scope="col" className={table.number}>
            Duration
          </th>
        </tr>
      </thead>
      <tbody>
        {slowest.map(({ id, name, start, duration }) => (
          <tr key={id}>
            <td className={`${table.number} mono`}>
              <Link href={`/span/${id}`} prefetch={false}>
                {id}
              </Link>
            </td>
            <td>
              <span className={table.name}>
                <NameSwatch name={name} />
                <span>
                  <ShownText text={name} cut />
                </span>
              </span>
            </td>
            <td className={table.number}>{formatStart(start, zero)}</td>
            <td className={table.number}>
              <Duration seconds={duration} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Durations({ figures: { heatmap, layers } }: Pick<HeatmapProps, "figures">) {
  const { y } = heatmap;
  const lines = layers.map((layer) => countLines(layer, heatmap));
  const rows = Array.from({ length: Math.ceil(y.bins / LINES) }, (_, row) => row * LINES).reverse();
  return (
    <table className={table.table} aria-label="Spans by duration">
      <thead>
        <tr>
          <th scope="col">Duration</th>
          {lines.map((_, layer) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: layers are identified by their position
            <th key={layer} scope="col" className={table.number}>
              {describeLayer(layers[layer])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((from) => (
          <tr key={from}>
            <th scope="row">
              {formatDurationText(binEdge(y, from))} to {formatDurationText(binEdge(y, from + LINES))}
            </th>
            {lines.map((own, layer) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: layers are identified by their position
              <td key={layer} className={table.number}>
                {formatCount(own.slice(from, from + LINES).reduce((sum, count) => sum + count, 0))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
