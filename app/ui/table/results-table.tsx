/** The rows of a query as a table: sorted by its heads, drawn only where it is looked at. */
"use client";

import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import type { ColorSlot } from "../../../lib/model/colors.ts";
import { ResultsCell } from "./cell.tsx";
import { ResultsHead } from "./head.tsx";
import type { ResultColumn, Row } from "./result-columns.ts";
import { gridFeatures, makeGridColumns } from "./result-grid.ts";
import styles from "./results-table.module.css";

export interface ResultsSort {
  readonly column: string;
  readonly desc: boolean;
}

interface ResultsTableProps {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  /** Colours of values, by column id. */
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorSlot>>;
  readonly sort: ResultsSort | undefined;
  /** Labels of the columns that are not shown. */
  readonly hidden: readonly string[];
  /** Rows that are marked, by their place in `rows`: they stand first. */
  readonly selected?: ReadonlySet<number> | null;
  /** The row that something else on the page points at. */
  readonly hovered?: number | undefined;
  readonly onHover?: (row: number | undefined) => void;
  readonly onSort: (sort: ResultsSort | undefined) => void;
}

const ROW = 28;
/** The part that the server draws, before anything is measured. */
const FIRST_VIEW = { width: 800, height: 700 };

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

/** Widths grow with the pane until one is dragged: then they stay as they are on screen. */
function holdWidths(grid: Grid, scroller: HTMLElement | null): void {
  const heads = scroller?.querySelectorAll<HTMLElement>("th[data-column]") ?? [];
  const widths = [...heads].map((head) => [head.dataset.column ?? "", head.offsetWidth] as const);
  grid.setColumnSizing(Object.fromEntries(widths));
}

export function ResultsTable(props: ResultsTableProps) {
  const scroller = useRef<HTMLElement>(null);
  const grid = useGrid(props);
  const sorted = grid.getRowModel().rows;
  const { selected } = props;
  const rows = useMemo(
    () =>
      selected
        ? [...sorted.filter((row) => selected.has(row.index)), ...sorted.filter((row) => !selected.has(row.index))]
        : sorted,
    [sorted, selected],
  );
  const heads = grid.getHeaderGroups()[0]?.headers ?? [];
  const held = Object.keys(grid.state.columnSizing).length > 0;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: FIRST_VIEW,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const resize = (id: string, change: number) => {
    holdWidths(grid, scroller.current);
    grid.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.max(44, (sizes[id] ?? 100) + change) }));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section ref={scroller} className={styles.scroll} aria-label="Results, scrolls" tabIndex={0}>
      <table
        aria-label="Results"
        aria-rowcount={rows.length + 1}
        className={styles.table}
        style={held ? { width: grid.getTotalSize() } : { minWidth: grid.getTotalSize(), width: "100%" }}
      >
        <colgroup>
          {heads.map((head) => (
            <col key={head.id} style={{ width: head.getSize() }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {heads.map((head) => (
              <ResultsHead
                key={head.id}
                header={head}
                onHold={() => holdWidths(grid, scroller.current)}
                onSize={resize}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} columns={heads.length} />}
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              row && (
                <tr
                  key={row.id}
                  ref={virtual.measureElement}
                  data-index={index}
                  data-hovered={row.index === props.hovered ? "" : undefined}
                  data-selected={selected?.has(row.index) ? "" : undefined}
                  aria-rowindex={index + 2}
                  onPointerEnter={() => props.onHover?.(row.index)}
                  onPointerLeave={() => props.onHover?.(undefined)}
                >
                  {row.getVisibleCells().map((cell) => (
                    <BodyCell key={cell.id} row={row.original} about={cell.column.columnDef.meta} {...props} />
                  ))}
                </tr>
              )
            );
          })}
          {after > 0 && <Space height={after} columns={heads.length} />}
        </tbody>
      </table>
    </section>
  );
}

interface BodyCellProps extends Pick<ResultsTableProps, "origin" | "colors"> {
  readonly row: Row;
  readonly about: ResultColumn | undefined;
}

function BodyCell({ row, about, origin, colors }: BodyCellProps) {
  if (!about) return null;
  return (
    <td className={about.numeric ? styles.number : undefined}>
      <ResultsCell cell={row[about.index]} column={about} origin={origin} slots={colors.get(about.id)} />
    </td>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without content takes no focus
    <tr aria-hidden="true" className={styles.space}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
