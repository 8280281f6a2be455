/** What the chart of durations shows, as figures. */

import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import { Duration } from "../../ui/duration.tsx";
import table from "../../ui/table/table.module.css";
import { sayRatio } from "./words.ts";

const ROWS = ["p50", "p75", "p90", "p95", "p99", "p99.9", "max"] as const;

export function SpreadTable({ spread: { name, a, b } }: { readonly spread: CompareNameAnswer }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={table.scroll} aria-label="Durations, scrolls" tabIndex={0}>
      <table className={table.table} aria-label={`Durations of ${formatText(name)}`}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className={table.number}>
              A
            </th>
            <th scope="col" className={table.number}>
              B
            </th>
            <th scope="col" className={table.number}>
              change
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">calls</th>
            <td className={table.number}>{formatCount(a.count)}</td>
            <td className={table.number}>{formatCount(b.count)}</td>
            <td className={table.number}>{a.count > 0 ? sayRatio(b.count / a.count) : ""}</td>
          </tr>
          {ROWS.map((figure) => {
            const [before, after] = [a.marks?.[figure] ?? null, b.marks?.[figure] ?? null];
            return (
              <tr key={figure}>
                <th scope="row">{figure}</th>
                <td className={table.number}>
                  <Duration seconds={before} />
                </td>
                <td className={table.number}>
                  <Duration seconds={after} />
                </td>
                <td className={table.number}>{before && after !== null ? sayRatio(after / before) : ""}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
