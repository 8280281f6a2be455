/** The heatmap as tables: the slowest spans, and span counts per name and duration. */
import Link from "next/link";
import { formatCount, formatDurationText, formatStart } from "../../../lib/model/format.ts";
import { binEdge } from "../../../lib/stats/number-bins.ts";
import { Duration } from "../../ui/duration.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import table from "../../ui/table/table.module.css";
import styles from "./heatmap.module.css";
import type { HeatmapProps } from "./heatmap.tsx";
import { countLines } from "./heatmap-cells.ts";
import { describeLayer } from "./heatmap-parts.tsx";

/** Heatmap lines per table row. */
const LINES = 4;

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
