/** The chart as a table. */

import { formatCount } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { Figure } from "../figure.ts";
import styles from "./plot.module.css";

interface PlotTableProps {
  readonly figure: Figure;
  /** What the chart shows. */
  readonly label: string;
}

export function PlotTable({ figure, label }: PlotTableProps) {
  const { heads, rows, more } = figure.table();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.twin} aria-label="The chart as a table, scrolls" tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {heads.map((head, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name, and none moves
              <th key={i} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows may be alike, and none moves
            <tr key={r}>
              {row.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={i}>{showText(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p>{formatCount(more)} more</p>}
    </section>
  );
}
