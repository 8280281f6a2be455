/** One cell of the spans table: figure and unit, a duration's bar, a coloured value's swatch. */
"use client";

import Link from "next/link";
import { type CSSProperties, memo } from "react";
import { type ExploreColumn, isErrorColumn } from "../../../lib/analysis/explore/answer.ts";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { Duration } from "../../ui/duration.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DataCell } from "../../ui/table/cell.tsx";
import table from "../../ui/table/table.module.css";
import { type DurationAxis, measureBar } from "./column-layout.ts";
import styles from "./table.module.css";
import type { RowCells } from "./use-rows.ts";

interface ExploreCellProps {
  readonly row: RowCells | undefined;
  readonly column: ExploreColumn;
  readonly decimals: number;
  /** The page of a span. */
  readonly hrefOf: (id: number) => string;
  /** Whether the table is sorted by the column. */
  readonly sorted: boolean;
  readonly origin: number;
  readonly axis: DurationAxis | null;
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorIndex>>;
}

export const ExploreCell = memo(function ExploreCell(props: ExploreCellProps) {
  const { row, column, decimals, hrefOf, sorted, origin, axis, colors } = props;
  const look = [column.numeric && table.number, sorted && table.sorted].filter(Boolean).join(" ") || undefined;
  const cell = column.index < 0 ? undefined : row?.[column.index];
  // Not read yet, as opposed to missing.
  if (cell === undefined)
    return (
      <td className={look}>
        <Skeleton width="60%" height={8} />
      </td>
    );
  if (column.id === "id")
    return (
      <td className={look}>
        <Link href={hrefOf(Number(cell))} prefetch={false} className={`${styles.id} mono`}>
          {cell}
        </Link>
      </td>
    );
  // Most spans have none: a sign in each row would hide those that do.
  if (isErrorColumn(column) && cell === null) return <td className={look} />;
  if (column.id === "duration")
    return <DurationCell seconds={typeof cell === "number" ? cell : null} axis={axis} look={look} />;
  const value = (
    <DataCell
      cell={cell}
      column={column}
      origin={origin}
      colorIndexes={colors.get(column.id)}
      isName={column.id === "name"}
      mono={isErrorColumn(column) || (column.tag !== null && !column.numeric)}
      decimals={decimals}
      className={isErrorColumn(column) ? styles.error : column.from === null ? undefined : styles.inherited}
    />
  );
  const from = column.inherited && row?.[column.inherited.index];
  return (
    <td className={look}>
      {typeof from === "string" ? (
        <span className={styles.above} title={`From ${formatText(from)}`}>
          ↑ {value}
        </span>
      ) : (
        value
      )}
    </td>
  );
});

interface DurationCellProps {
  readonly seconds: number | null;
  readonly axis: DurationAxis | null;
  readonly look: string | undefined;
}

function DurationCell({ seconds, axis, look }: DurationCellProps) {
  const length = seconds === null || !axis ? 0 : measureBar(axis, seconds);
  return (
    <td className={look}>
      <span className={styles.duration}>
        {axis ? (
          <span
            aria-hidden="true"
            className={styles.bar}
            style={{ "--length": `${(length * 100).toFixed(1)}%` } as CSSProperties}
          />
        ) : (
          <span />
        )}
        <Duration seconds={seconds} />
      </span>
    </td>
  );
}
