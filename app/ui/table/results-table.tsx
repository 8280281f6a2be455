/** A query's rows as a sortable table. */
"use client";

import { useTable } from "@tanstack/react-table";
import Link from "next/link";
import { type HTMLAttributes, useMemo } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { TypeMark } from "../chip.tsx";
import { CutText } from "../cut-text.tsx";
import { DataCell } from "./cell.tsx";
import styles from "./data-table.module.css";
import { DataTable } from "./data-table.tsx";
import { hasUnitSlot, type ResultColumn, type Row } from "./result-columns.ts";
import { gridFeatures, guessWidth, makeGridColumns } from "./result-grid.ts";
import { SortHead } from "./sort-head.tsx";
import table from "./table.module.css";

export interface ResultsSort {
  readonly column: string;
  readonly desc: boolean;
}

/** Rows that are spans. */
export interface SpanRows {
  readonly rowProps: (row: number) => HTMLAttributes<HTMLTableRowElement>;
  readonly hrefOf: (id: number) => string;
  /** The row whose span is shown beside the table. */
  readonly current: number | null;
}

interface ResultsTableProps {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  /** Colours of values, by column id. */
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorIndex>>;
  readonly sort: ResultsSort | undefined;
  /** Labels of hidden columns. */
  readonly hidden: readonly string[];
  /** Selected rows, as indices in `rows`; listed first. */
  readonly selected?: ReadonlySet<number> | null;
  /** The row hovered elsewhere on the page. */
  readonly hovered?: number | undefined;
  readonly onHover?: (row: number | undefined) => void;
  readonly onSort: (sort: ResultsSort | undefined) => void;
  readonly spans?: SpanRows;
}

function useGrid({ columns, rows, sort, hidden, onSort }: ResultsTableProps) {
  const gridColumns = useMemo(() => makeGridColumns(columns), [columns]);
  const sorting = useMemo(() => {
    const column = columns.find(({ label }) => label === sort?.column);
    return column ? [{ id: column.id, desc: sort?.desc ?? false }] : [];
  }, [columns, sort]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.filter(({ label }) => hidden.includes(label)).map(({ id }) => [id, false])),
    [columns, hidden],
  );
  return useTable({
    features: gridFeatures,
    columns: gridColumns,
    data: rows,
    state: { sorting, columnVisibility },
    enableMultiSort: false,
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      const column = columns.find(({ id }) => id === next?.id);
      onSort(next && column ? { column: column.label, desc: next.desc } : undefined);
    },
  });
}

export function ResultsTable(props: ResultsTableProps) {
  const { selected, hovered, origin, colors, spans } = props;
  const grid = useGrid(props);
  const sorted = grid.getRowModel().rows;
  const rows = useMemo(
    () =>
      selected
        ? [...sorted.filter((row) => selected.has(row.index)), ...sorted.filter((row) => !selected.has(row.index))]
        : sorted,
    [sorted, selected],
  );
  const heads = grid.getHeaderGroups()[0]?.headers ?? [];
  const sizes = useMemo(
    () =>
      props.columns
        .filter(({ label }) => !props.hidden.includes(label))
        .map((column) => ({
          id: column.label,
          text: !column.numeric,
          width: guessWidth(column, props.rows, origin),
        })),
    [props.columns, props.rows, origin, props.hidden],
  );
  return (
    <DataTable
      id="results"
      label="Results"
      columns={sizes}
      heads={heads.map(({ column }) => {
        const about = column.columnDef.meta;
        return (
          about && (
            <SortHead
              key={column.id}
              column={about.label}
              label={formatText(about.label)}
              sorted={column.getIsSorted()}
              number={about.numeric}
              title={formatText(about.label)}
              onSort={() => column.toggleSorting()}
              end={hasUnitSlot(about) && <span className={styles.slot} />}
            >
              <TypeMark kind={about.kind} />
              <span className={styles.text}>
                <CutText text={formatText(about.label)} />
              </span>
            </SortHead>
          )
        );
      })}
      count={rows.length}
      idOf={(index) => rows[index]?.index}
      cells={(index) =>
        rows[index]?.getVisibleCells().map(({ id, row, column }) => {
          const about = column.columnDef.meta;
          const look = [about?.numeric && table.number, column.getIsSorted() && table.sorted].filter(Boolean).join(" ");
          if (!about) return null;
          const cell = row.original[about.index];
          const shown = (
            <DataCell
              cell={cell}
              column={about}
              origin={origin}
              colorIndexes={colors.get(about.id)}
              isName={about.holds === "name"}
              mono={isMono(about)}
            />
          );
          return (
            <td key={id} className={look || undefined}>
              {spans && about.holds === "span" && typeof cell === "number" ? (
                <Link href={spans.hrefOf(cell)} prefetch={false}>
                  {shown}
                </Link>
              ) : (
                shown
              )}
            </td>
          );
        })
      }
      selected={selected ?? null}
      hovered={hovered}
      onHover={props.onHover}
      {...(spans && { rowProps: spans.rowProps })}
      current={spans?.current ?? null}
      firstHeight={700}
    />
  );
}

/** Names use the text face; ids, tag values and other texts are in mono. */
function isMono({ unit, numeric, label, holds }: ResultColumn): boolean {
  return unit === "id" || !(numeric || label === "name" || holds === "name");
}
