/** The columns of the table of span names. */
import {
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  rowSortingFeature,
  sortFn_alphanumeric,
  tableFeatures,
} from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ColorSlot } from "../../../lib/colors.ts";
import { formatCount, formatShare } from "../../../lib/format.ts";
import type { NameStats } from "../../../lib/questions/names.ts";
import { Duration } from "../controls/duration.tsx";
import { Swatch } from "../controls/swatch.tsx";
import styles from "../controls/table.module.css";
import type { LogAxis } from "./log-axis.ts";
import { HistogramAxis, RowHistogram } from "./row-histogram.tsx";
import { ShareBar } from "./share-bar.tsx";

export interface NameRow extends NameStats {
  readonly slot: ColorSlot;
  /** Part of the traced time, 0 to 1; more where spans of the name ran in parallel. */
  readonly share: number;
  readonly bins: readonly number[];
  readonly unplaced: number;
  /** The query page with the spans of this name. */
  readonly href: string;
}

interface Meta {
  readonly head: ReactNode;
  readonly number?: boolean;
  /** Keeps its width when there is room to give away. */
  readonly fixed?: boolean;
}

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
  columnMeta: metaHelper<Meta>(),
});

const helper = createColumnHelper<typeof features, NameRow>();

const TIMES = [
  ["total", "Total"],
  ["mean", "Mean"],
  ["p50", "p50"],
  ["p95", "p95"],
  ["p99", "p99"],
  ["max", "Max"],
] as const;

/** What the table can be sorted by. */
export const SORTABLE: readonly string[] = ["name", "count", "share", ...TIMES.map(([key]) => key)];

export function nameColumns(axis: LogAxis) {
  return helper.columns([
    helper.accessor("name", {
      meta: { head: "Name" },
      sortFn: "alphanumeric",
      sortDescFirst: false,
      cell: ({ row: { original } }) => (
        <Link href={original.href} className={styles.name} prefetch={false} title={original.name}>
          <Swatch slot={original.slot} />
          <span>{original.name || '""'}</span>
        </Link>
      ),
    }),
    helper.accessor("count", {
      meta: { head: "Count", number: true },
      sortDescFirst: true,
      cell: ({ row: { original } }) => formatCount(original.count),
    }),
    helper.accessor("share", {
      meta: { head: "Share" },
      sortDescFirst: true,
      cell: ({ row: { original } }) => <ShareBar ratio={original.share} text={formatShare(original.share)} />,
    }),
    ...TIMES.map(([key, head]) =>
      helper.accessor(key, {
        meta: { head, number: true },
        sortDescFirst: true,
        cell: ({ row: { original } }) => <Duration seconds={original[key]} />,
      }),
    ),
    helper.display({
      id: "durations",
      meta: { head: <HistogramAxis axis={axis} />, fixed: true },
      cell: ({ row: { original } }) => <RowHistogram axis={axis} {...original} />,
    }),
  ]);
}
