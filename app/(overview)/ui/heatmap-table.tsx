/** What the heatmap shows, as a table: the slowest spans, and how many spans of each name took how long. */

import Link from "next/link";
import { formatCount, formatDurationText, formatStart } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { binEdge } from "../../../lib/stats/number-bins.ts";
import { Duration } from "../../ui/duration.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import table from "../../ui/table/table.module.css";
import type { HeatmapProps } from "./heatmap.tsx";
import { countLines } from "./heatmap-cells.ts";
import styles from "./heatmap-table.module.css";

/** Lines of the heatmap that one row stands for. */
const LINES = 4;

export function HeatmapTable({ figures, slowest }: HeatmapProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.tables} aria-label="Start × duration, as tables" tabIndex={0}>
      <Slowest slowest={slowest} />
      <Durations figures={figures} />
    </section>
  );
}

function Slowest({ slowest }: Pick<HeatmapProps, "slowest">) {
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
        {slowest.map(({ id, name, slot, start, duration }) => (
          <tr key={id}>
            <td className={`${table.number} mono`}>
              <Link href={`/span/${id}`} prefetch={false}>
                {id}
              </Link>
            </td>
            <td>
              <span className={table.name}>
                <Swatch slot={slot} />
                <span>{formatText(name)}</span>
              </span>
            </td>
            <td className={table.number}>{formatStart(start)}</td>
            <td className={table.number}>
              <Duration seconds={duration} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Durations({ figures: { heatmap, layers, names } }: Pick<HeatmapProps, "figures">) {
  const { y } = heatmap;
  const lines = layers.map((layer) => countLines(layer, heatmap));
  const rows = Array.from({ length: Math.ceil(y.bins / LINES) }, (_, row) => row * LINES).reverse();
  return (
    <table className={table.table} aria-label="Spans by duration">
      <thead>
        <tr>
          <th scope="col">Duration</th>
          {lines.map((_, layer) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place
            <th key={layer} scope="col" className={table.number}>
              {layer < names.length ? formatText(names[layer]?.name) : "others"}
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
              // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place
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
