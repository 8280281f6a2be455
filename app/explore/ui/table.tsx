/** The scope's spans as a table: sorted in the file, linked to the plot by id. */
"use client";

import { useMemo } from "react";
import type { ExploreColumn } from "../../../lib/analysis/explore/answer.ts";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { type Peek, usePeekRows } from "../../shell/peek/use-peek.ts";
import { DataTable } from "../../ui/table/data-table.tsx";
import { ExploreCell } from "./cell.tsx";
import type { DurationAxis } from "./column-layout.ts";
import { countDecimals, measureColumn } from "./column-layout.ts";
import { type ColumnActions, ExploreHead } from "./head.tsx";
import styles from "./table.module.css";
import type { RowCells } from "./use-rows.ts";

export interface ExploreTableProps extends ColumnActions {
  /** Shown columns, in order. */
  readonly columns: readonly ExploreColumn[];
  /** Rows in the table, including those not read yet. */
  readonly count: number;
  /** Undefined for a row not read yet. */
  readonly rowAt: (index: number) => RowCells | undefined;
  /** Identifies order and selection: a change scrolls to the top. */
  readonly list: string;
  /** The first rows, used to estimate widths. */
  readonly sample: readonly RowCells[];
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  readonly axis: DurationAxis | null;
  /** Colours of values, by column id. */
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorIndex>>;
  readonly hovered: number | null;
  readonly onHover: (id: number | null) => void;
  readonly onView: (first: number, last: number) => void;
  readonly peek: Peek;
  /** Shows the rows of an earlier query, drawn without colour. */
  readonly old: boolean;
}

export function ExploreTable(props: ExploreTableProps) {
  const { columns, rowAt, sample, origin, hovered, onHover, old, sort, peek } = props;
  const rowProps = usePeekRows(peek);
  const widths = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        text: !column.numeric,
        className: column.id === "duration" ? styles.barred : undefined,
        width: measureColumn(column, sample, origin),
      })),
    [columns, sample, origin],
  );
  const decimals = useMemo(() => columns.map((column) => countDecimals(column, sample)), [columns, sample]);
  return (
    <DataTable
      id="spans"
      label="Spans"
      className={old ? `${styles.table} ${styles.old}` : styles.table}
      columns={widths}
      heads={columns.map((column) => <ExploreHead key={column.id} column={column} {...props} />)}
      count={props.count}
      idOf={(index) => {
        const id = rowAt(index)?.[0];
        return typeof id === "number" ? id : undefined;
      }}
      cells={(index) =>
        columns.map((column, i) => (
          <ExploreCell
            key={column.id}
            row={rowAt(index)}
            column={column}
            decimals={decimals[i] ?? 0}
            hrefOf={peek.hrefOf}
            sorted={column.id === sort.column}
            {...props}
          />
        ))
      }
      hovered={hovered ?? undefined}
      onHover={(id) => onHover(id ?? null)}
      rowProps={rowProps}
      current={peek.id}
      onView={props.onView}
      list={props.list}
      firstHeight={420}
      busy={old}
    />
  );
}
