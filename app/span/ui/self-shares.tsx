/** Where a tree's time was spent: names by self time. */

import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { Duration } from "../../ui/duration.tsx";
import { NameSwatch, useNameColors } from "../../ui/name-colors.tsx";
import { ShareBar, scaleShares } from "../../ui/share-bar.tsx";
import table from "../../ui/table/table.module.css";
import styles from "./panes.module.css";

interface SelfSharesProps {
  readonly tree: SpanTree;
}

export function SelfShares({ tree }: SelfSharesProps) {
  const colors = useNameColors();
  const shareOf = (self: number) => (tree.self > 0 ? self / tree.self : 0);
  const scale = scaleShares(tree.shares.map(({ self }) => shareOf(self)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={table.scroll} aria-label="Self time by name, scrolls" tabIndex={0}>
      <table className={`${table.table} ${styles.table}`} aria-label="Self time by name">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={table.number}>
              Count
            </th>
            <th scope="col" className={table.number}>
              Total
            </th>
            <th scope="col" className={table.number} aria-sort="descending">
              <span className={table.sort}>Self ↓</span>
            </th>
            <th scope="col" className={styles.share}>
              Share of this tree (self)
            </th>
          </tr>
        </thead>
        <tbody>
          {tree.shares.map(({ name, count, total, self }) => (
            <tr key={name} className={`c${colors.get(tree.names[name] ?? "") ?? 8}`}>
              <td>
                <span className={table.name}>
                  <NameSwatch name={tree.names[name] ?? ""} />
                  <span>{formatText(tree.names[name])}</span>
                </span>
              </td>
              <td className={table.number}>{formatCount(count)}</td>
              <td className={table.number}>
                <Duration seconds={total} />
              </td>
              <td className={table.number}>
                <Duration seconds={self} />
              </td>
              <td className={styles.share}>
                <ShareBar share={shareOf(self)} scale={scale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
