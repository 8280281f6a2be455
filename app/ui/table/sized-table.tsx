/** A table in a pane that scrolls: its columns can be resized, and its edges say where there is more of it. */
"use client";

import { type CSSProperties, type ReactNode, type Ref, useLayoutEffect, useMemo, useRef, useState } from "react";
import edges from "./column-edge.module.css";
import { type SizedColumn, SizesContext } from "./column-edge.tsx";
import type { Widths } from "./column-widths.ts";
import { useWidths } from "./kept-widths.tsx";
import styles from "./table.module.css";

export interface TableColumn extends SizedColumn {
  /** Pixels, where the table does not find it out itself, and of a column that the reader's widths do not have. */
  readonly width?: number | undefined;
  /** Of its `<col>`: columns of wide windows only. */
  readonly className?: string | undefined;
}

interface SizedTableProps {
  /** Under which its widths are kept. */
  readonly id: string;
  readonly label: string;
  /** Under which its scroll place is kept. */
  readonly place?: string;
  readonly columns: readonly TableColumn[];
  readonly className?: string | undefined;
  readonly scrollClassName?: string | undefined;
  readonly scroller?: Ref<HTMLElement>;
  readonly rowCount?: number;
  readonly busy?: boolean | undefined;
  readonly children: ReactNode;
  /** Below the table. */
  readonly after?: ReactNode;
}

/** Of a column that has appeared since the reader set the widths of the others. */
const USUAL_WIDTH = 120;

export function SizedTable(props: SizedTableProps) {
  const { id, label, place, columns, className, scrollClassName, scroller, rowCount, busy, children } = props;
  const kept = useWidths(id);
  const { widths } = kept;
  const [focused, setStop] = useState<string>();
  const stop = columns.some((column) => column.id === focused) ? focused : columns[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes widths is new at each time, and always the same
  const sizes = useMemo(() => ({ ...kept, columns, stop, setStop }), [widths, columns, stop]);
  const [table, least] = useFigureWidths(columns);
  const widthOf = (column: TableColumn) =>
    Math.max(widths?.get(column.id) ?? column.width ?? USUAL_WIDTH, least.get(column.id) ?? 0);
  const whole = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return (
    <section
      ref={scroller}
      className={[styles.scroll, scrollClassName].filter(Boolean).join(" ")}
      aria-label={`${label}, scrolls`}
      data-place={place}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
    >
      <table
        ref={table}
        aria-label={label}
        aria-rowcount={rowCount}
        aria-busy={busy}
        className={[styles.table, edges.sized, className].filter(Boolean).join(" ")}
        data-held={widths ? "" : undefined}
        style={{ "--whole": `${whole}px` } as CSSProperties}
      >
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.id}
              className={column.className}
              style={{ "--width": `${widthOf(column)}px` } as CSSProperties}
            />
          ))}
        </colgroup>
        <SizesContext value={sizes}>{children}</SizesContext>
      </table>
      {props.after}
    </section>
  );
}

/** No figure is cut: a column that is too narrow for one of those on screen gets wider, and stays so. */
function useFigureWidths(columns: readonly TableColumn[]) {
  const table = useRef<HTMLTableElement>(null);
  const [least, setLeast] = useState<Widths>(new Map());
  useLayoutEffect(() => {
    // Otherwise it finds out by itself.
    if (!table.current || getComputedStyle(table.current).tableLayout !== "fixed") return;
    const wider = new Map<string, number>();
    for (const cell of table.current.querySelectorAll<HTMLTableCellElement>(`tbody td.${styles.number}`)) {
      const id = columns[cell.cellIndex]?.id;
      const over = cell.scrollWidth - cell.clientWidth;
      if (id !== undefined && over > 0) wider.set(id, Math.max(wider.get(id) ?? 0, cell.offsetWidth + over));
    }
    if (wider.size > 0) setLeast((before) => new Map([...before, ...wider]));
  });
  return [table, least] as const;
}
