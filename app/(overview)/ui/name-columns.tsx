/** The columns of the table of span names. */

import {
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
} from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { LogAxis } from "../../charts/draw/ticks.ts";
import { Swatch } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "../../ui/table/table.module.css";
import type { NameRow } from "./name-row.ts";
import own from "./names.module.css";
import { HistogramAxis, RowHistogram, RowTrend, ShareBar } from "./row-pictures.tsx";

export interface Meta {
  readonly label: string;
  readonly head?: ReactNode;
  /** Shown after the head, outside its sort button. */
  readonly note?: string;
  readonly number?: boolean;
  /** Does not grow to fill spare width. */
  readonly fixed?: boolean;
  /** Hidden on narrow screens, where share and percentiles take precedence. */
  readonly wide?: boolean;
}

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  columnMeta: metaHelper<Meta>(),
});

const helper = createColumnHelper<typeof features, NameRow>();

const TIMES = [
  ["mean", "Mean"],
  ["p50", "p50"],
  ["p95", "p95"],
  ["p99", "p99"],
  ["max", "Max"],
] as const;

/** Columns the table can be sorted by. */
export const SORTABLE: readonly string[] = ["name", "count", "share", "total", "self", ...TIMES.map(([key]) => key)];
function time(seconds: number | null | undefined): ReactNode {
  return seconds === null || seconds === undefined ? <Skeleton width="5ch" /> : <Duration seconds={seconds} />;
}

/** @param hrefOf address of the explore view for one name */
export function nameColumns(axis: LogAxis, hrefOf: (name: string) => string) {
  return helper.columns([
    helper.accessor("name", {
      meta: { label: "Name" },
      sortFn: "alphanumeric",
      sortDescFirst: false,
      cell: ({ row: { original } }) => (
        <Link href={hrefOf(original.name)} className={styles.name} prefetch={false} title={formatText(original.name)}>
          <Swatch colorIndex={original.colorIndex} />
          <span>{formatText(original.name)}</span>
        </Link>
      ),
    }),
    helper.accessor("count", {
      meta: { label: "Count", number: true, wide: true },
      sortDescFirst: true,
      cell: ({ row: { original } }) => formatCount(original.count),
    }),
    helper.accessor((row) => row.figures?.share ?? 0, {
      id: "share",
      meta: { label: "Share of run", note: "solid: self" },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => <Share row={original} />,
    }),
    helper.accessor((row) => row.figures?.total ?? 0, {
      id: "total",
      meta: { label: "Total", number: true, wide: true },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => time(original.figures?.total),
    }),
    helper.accessor((row) => row.self ?? 0, {
      id: "self",
      meta: { label: "Self", number: true, wide: true },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => time(original.self),
    }),
    ...TIMES.map(([key, label]) =>
      helper.accessor((row) => row.figures?.[key] ?? 0, {
        id: key,
        meta: { label, number: true, wide: key === "mean" },
        sortFn: "basic",
        sortDescFirst: true,
        cell: ({ row: { original } }) => time(original.figures?.[key]),
      }),
    ),
    helper.display({
      id: "durations",
      meta: { label: "Durations", head: <HistogramAxis axis={axis} />, fixed: true },
      cell: ({ row: { original } }) =>
        original.figures ? <RowHistogram axis={axis} {...original.figures} /> : <Skeleton width="164px" />,
    }),
    helper.display({
      id: "trend",
      meta: {
        label: "p50 over the run",
        head: (
          <span className={own.trend}>
            p50 over the run <small>÷8 to ×8</small>
          </span>
        ),
      },
      cell: ({ row: { original } }) =>
        original.figures ? <RowTrend {...original.figures} /> : <Skeleton width="96px" />,
    }),
  ]);
}

function Share({ row: { figures, self } }: { readonly row: NameRow }) {
  if (!figures) return <Skeleton width="120px" />;
  const { share, total } = figures;
  return <ShareBar share={share} self={self === null || total <= 0 ? null : (share * self) / total} />;
}
