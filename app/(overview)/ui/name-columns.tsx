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
import type { FigureIntervals } from "../../../lib/analysis/overview/answer.ts";
import type { Interval } from "../../../lib/model/basis.ts";
import { formatCount, formatDurationText, formatShare } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { LogAxis } from "../../charts/draw/log-axis.ts";
import { Duration } from "../../ui/duration.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { describeScale, ShareBar, type ShareScale } from "../../ui/share-bar.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "../../ui/table/table.module.css";
import type { NameRow } from "./name-row.ts";
import own from "./names.module.css";
import { HistogramAxis, RowHistogram, RowTrend } from "./row-pictures.tsx";

/** Another column that can be sorted by in this one's head. */
export interface AlsoSorted {
  readonly id: string;
  readonly label: string;
  readonly title: string;
}

export interface Meta {
  readonly label: string;
  readonly head?: ReactNode;
  readonly also?: AlsoSorted;
  /** Shown below the head. */
  readonly note?: string | undefined;
  readonly number?: boolean;
  /** Does not grow to fill spare width. */
  readonly fixed?: boolean;
  /** Beside the reader's widths, if there is none of its own: pixels. */
  readonly width: number;
  /** May be cut. */
  readonly text?: boolean;
  /** Hidden on narrow screens, where share and percentiles take precedence. */
  readonly wide?: boolean;
}

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  columnMeta: metaHelper<Meta>(),
});

const FIGURE = 84;

const helper = createColumnHelper<typeof features, NameRow>();

const TIMES = [
  ["mean", "Mean"],
  ["p50", "p50"],
  ["p95", "p95"],
  ["p99", "p99"],
  ["max", "Max"],
] as const;

const BY_SELF: AlsoSorted = { id: "self", label: "solid: self", title: "Sort by self time" };

type Figure = keyof FigureIntervals & keyof NonNullable<NameRow["figures"]>;

function time(row: NameRow, figure: Figure): ReactNode {
  const { figures } = row;
  if (!figures) return <Skeleton width="5ch" />;
  const interval = figures.intervals && describeInterval(figures.intervals[figure], formatDurationText);
  return (
    <Estimate row={row} title={interval}>
      <Duration seconds={figures[figure]} />
    </Estimate>
  );
}

interface EstimateProps {
  readonly row: NameRow;
  readonly sign?: "≈" | "≥";
  /** Its interval, on hover. */
  readonly title?: string | null | undefined;
  readonly children: ReactNode;
}

/** Marks a figure that is estimated. */
function Estimate({ row: { figures, estimate }, sign = "≈", title, children }: EstimateProps) {
  if (!figures?.intervals && !estimate) return children;
  return (
    <span {...(title && { title })}>
      <span className={own.sign}>{figures?.intervals ? sign : ""}</span>
      {children}
    </span>
  );
}

/** `95 % interval: 8.1 ms to 8.4 ms`. */
function describeInterval(interval: Interval | null, format: (value: number) => string): string {
  if (!interval) return "Too rare in the sample for an interval";
  const [low, high] = interval;
  return `95 % interval: ${format(low)} ${high === null ? "or more" : `to ${format(high)}`}`;
}

/** The figures that a row is sorted by: exact ones that take the place of estimates do not move it. */
function rankedBy(row: NameRow): NameRow {
  return (!row.isSettled && row.estimate) || row;
}

/** @param hrefOf address of the explore view for one name */
export function nameColumns(axis: LogAxis, shares: ShareScale, hrefOf: (name: string) => string) {
  return helper.columns([
    helper.accessor("name", {
      meta: { label: "Name", text: true, width: 280 },
      sortFn: "alphanumeric",
      sortDescFirst: false,
      cell: ({ row: { original } }) => (
        <Link
          href={hrefOf(original.name)}
          className={styles.name}
          prefetch={false}
          aria-label={formatText(original.name)}
          title={formatText(original.name)}
        >
          <NameSwatch name={original.name} />
          <span>
            <ShownText text={original.name} cut />
          </span>
        </Link>
      ),
    }),
    helper.accessor((row) => rankedBy(row).count, {
      id: "count",
      meta: { label: "Count", number: true, wide: true, width: FIGURE },
      sortDescFirst: true,
      cell: ({ row: { original } }) => <Count row={original} />,
    }),
    helper.accessor((row) => rankedBy(row).figures?.errors ?? 0, {
      id: "errors",
      meta: { label: "Errors", number: true, wide: true, width: 110 },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => <Errors row={original} />,
    }),
    helper.accessor((row) => rankedBy(row).figures?.share ?? 0, {
      id: "share",
      meta: { label: "Share of run", also: BY_SELF, note: describeScale(shares), width: 190 },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => <Share row={original} scale={shares} />,
    }),
    helper.accessor((row) => rankedBy(row).figures?.total ?? 0, {
      id: "total",
      meta: { label: "Total", number: true, wide: true, width: FIGURE },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => time(original, "total"),
    }),
    helper.accessor((row) => rankedBy(row).self ?? 0, {
      id: "self",
      meta: { label: "Self", number: true, wide: true, width: FIGURE },
      sortFn: "basic",
      sortDescFirst: true,
      cell: ({ row: { original } }) => <Self row={original} />,
    }),
    ...TIMES.map(([key, label]) =>
      helper.accessor((row) => rankedBy(row).figures?.[key] ?? 0, {
        id: key,
        meta: { label, number: true, wide: key === "mean", width: FIGURE },
        sortFn: "basic",
        sortDescFirst: true,
        cell: ({ row: { original } }) => (key === "max" ? <Max row={original} /> : time(original, key)),
      }),
    ),
    helper.display({
      id: "durations",
      meta: { label: "Durations", head: <HistogramAxis axis={axis} />, fixed: true, width: 188 },
      cell: ({ row: { original } }) =>
        original.figures ? <RowHistogram axis={axis} {...original.figures} /> : <Skeleton width="164px" />,
    }),
    helper.display({
      id: "trend",
      meta: {
        label: "p50 over the run",
        width: 136,
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

function Count({ row }: { readonly row: NameRow }) {
  const intervals = row.figures?.intervals;
  const format = (value: number) => formatCount(Math.round(value));
  return (
    <Estimate row={row} title={intervals && describeInterval(intervals.count, format)}>
      {formatCount(row.count)}
    </Estimate>
  );
}

function Self({ row }: { readonly row: NameRow }) {
  if (row.self === null) return <Skeleton width="5ch" />;
  return (
    <Estimate row={row}>
      <Duration seconds={row.self} />
    </Estimate>
  );
}

/** The longest of a sample: the longest of all may be longer. */
function Max({ row }: { readonly row: NameRow }) {
  if (!row.figures) return <Skeleton width="5ch" />;
  return (
    <Estimate row={row} sign="≥" title={row.figures.intervals && "The longest of the sample"}>
      <Duration seconds={row.figures.max} />
    </Estimate>
  );
}

/** Whether the table has a column of errors: not in the usual case that nothing failed. */
export function hasErrors(rows: readonly NameRow[]): boolean {
  return rows.some(({ figures }) => (figures?.errors ?? 0) > 0);
}

/** Failed and unfinished calls, and their share of all. */
function Errors({ row: { figures } }: { readonly row: NameRow }) {
  if (!figures) return <Skeleton width="5ch" />;
  const { count, errors, unfinished } = figures;
  if (errors === 0) return <span className="faint">0</span>;
  const title = `${formatCount(errors - unfinished)} failed, ${formatCount(unfinished)} unfinished`;
  return (
    <span className={own.errors} title={title}>
      {!figures.errorsCounted && <span className="faint">≈ </span>}
      {formatCount(errors)}{" "}
      <small>
        {figures.errorsCounted && figures.intervals && "≈ "}
        {formatShare(errors / count)}
      </small>
    </span>
  );
}

function Share({ row: { figures, self }, scale }: { readonly row: NameRow; readonly scale: ShareScale }) {
  if (!figures) return <Skeleton width="120px" />;
  const { share, total } = figures;
  return (
    <ShareBar
      className={own.track}
      share={share}
      self={self === null || total <= 0 ? null : (share * self) / total}
      scale={scale}
    />
  );
}
