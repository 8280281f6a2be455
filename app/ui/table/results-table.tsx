/** A query's rows as a sortable table. */
"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { DataCell } from "./cell.tsx";
import { DataTable } from "./data-table.tsx";
import { ResultsHead } from "./head.tsx";
import type { ResultColumn, Row } from "./result-columns.ts";
import { gridFeatures, makeGridColumns } from "./result-grid.ts";
import table from "./table.module.css";

export interface ResultsSort {
  readonly column: string;
  readonly desc: boolean;
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
}

function useGrid({ columns, rows, origin, sort, hidden, onSort }: ResultsTableProps) {
  const gridColumns = useMemo(() => makeGridColumns(columns, rows, origin), [columns, rows, origin]);
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
    columnResizeMode: "onChange",
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      const column = columns.find(({ id }) => id === next?.id);
      onSort(next && column ? { column: column.label, desc: next.desc } : undefined);
    },
  });
}

type Grid = ReturnType<typeof useGrid>;

/** Widths grow with the pane until one is dragged; after that, they stay as they are. */
function holdWidths(grid: Grid, part: Element): void {
  const heads = part.closest("tr")?.querySelectorAll<HTMLElement>("th[data-column]") ?? [];
  const widths = [...heads].map((head) => [head.dataset.column ?? "", head.offsetWidth] as const);
  grid.setColumnSizing(Object.fromEntries(widths));
}

export function ResultsTable(props: ResultsTableProps) {
  const { selected, hovered, origin, colors } = props;
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
  const resize = (id: string, change: number) =>
    grid.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.max(44, (sizes[id] ?? 100) + change) }));
  return (
    <DataTable
      label="Results"
      columns={heads.map((head) => ({ id: head.id, width: head.getSize() }))}
      held={Object.keys(grid.state.columnSizing).length > 0}
      heads={heads.map((head) => (
        <ResultsHead key={head.id} header={head} onHold={(part) => holdWidths(grid, part)} onSize={resize} />
      ))}
      count={rows.length}
      idOf={(index) => rows[index]?.index}
      cells={(index) =>
        rows[index]?.getVisibleCells().map(({ id, row, column: { columnDef } }) => {
          const about = columnDef.meta;
          return (
            about && (
              <td key={id} className={about.numeric ? table.number : undefined}>
                <DataCell
                  cell={row.original[about.index]}
                  column={about}
                  origin={origin}
                  colorIndexes={colors.get(about.id)}
                  mono={isMono(about)}
                />
              </td>
            )
          );
        })
      }
      selected={selected ?? null}
      hovered={hovered}
      onHover={props.onHover}
      firstHeight={700}
    />
  );
}

/** Names use the text face; ids, tag values and other texts are in mono. */
function isMono({ unit, numeric, label }: ResultColumn): boolean {
  return unit === "id" || !(numeric || label === "name");
}
