/** Where a tree's time was spent: names by self time. */
"use client";

import type { ReactNode } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { Duration } from "../../ui/duration.tsx";
import { NameSwatch, useNameColors } from "../../ui/name-colors.tsx";
import { ShareBar, scaleShares } from "../../ui/share-bar.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SizedTable } from "../../ui/table/sized-table.tsx";
import { Head } from "../../ui/table/sort-head.tsx";
import table from "../../ui/table/table.module.css";
import styles from "./panes.module.css";

interface SelfSharesProps {
  readonly tree: SpanTree;
  readonly hidden?: readonly string[];
}

/** Those that can be hidden, in their order. */
export const SHARE_COLUMNS = [
  { id: "count", label: "Count" },
  { id: "total", label: "Total" },
  { id: "self", label: "Self" },
  { id: "share", label: "Share of this tree (self)" },
] as const;

const NONE: readonly string[] = [];

export function SelfShares({ tree, hidden = NONE }: SelfSharesProps) {
  const colors = useNameColors();
  const shareOf = (self: number) => (tree.self > 0 ? self / tree.self : 0);
  const scale = scaleShares(tree.shares.map(({ self }) => shareOf(self)));
  const shown = SHARE_COLUMNS.filter(({ id }) => !hidden.includes(id));
  return (
    <SizedTable
      id="shares"
      label="Self time by name"
      columns={[
        { id: "name", text: true, width: 280 },
        ...shown.map(({ id }) => ({ id, width: id === "share" ? 240 : 84 })),
      ]}
      className={styles.table}
    >
      <thead>
        <tr>
          <Head column="name" label="Name">
            Name
          </Head>
          {shown.map(({ id, label }) => (
            <Head
              key={id}
              column={id}
              label={label}
              number={id !== "share"}
              className={id === "share" ? styles.share : undefined}
              sorted={id === "self" && "desc"}
            >
              {id === "self" ? <span className={table.sort}>Self ↓</span> : label}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {tree.shares.map(({ name, count, total, self }) => {
          const cells: Record<(typeof shown)[number]["id"], ReactNode> = {
            count: formatCount(count),
            total: <Duration seconds={total} />,
            self: <Duration seconds={self} />,
            share: <ShareBar share={shareOf(self)} scale={scale} />,
          };
          return (
            <tr key={name} className={`c${colors.get(tree.names[name] ?? "") ?? 8}`}>
              <td>
                <span className={table.name}>
                  <NameSwatch name={tree.names[name] ?? ""} />
                  <span title={formatText(tree.names[name])}>
                    <ShownText text={tree.names[name]} cut />
                  </span>
                </span>
              </td>
              {shown.map(({ id }) => (
                <td key={id} className={LOOKS[id]}>
                  {cells[id]}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </SizedTable>
  );
}

const LOOKS = {
  count: table.number,
  total: table.number,
  self: `${table.number} ${table.sorted}`,
  share: styles.share,
};
