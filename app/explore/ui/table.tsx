/** The spans of the scope as a table: drawn where it is looked at, sorted where the spans are, linked to the plot by id. */
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useEffect, useMemo, useRef } from "react";
import type { ExploreColumn } from "../../../lib/analysis/explore/answer.ts";
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import { ExploreCell } from "./cell.tsx";
import { countDecimals, measureColumn } from "./column-facts.ts";
import type { DurationAxis } from "./duration-axis.ts";
import { type ColumnActions, ExploreHead } from "./head.tsx";
import styles from "./table.module.css";

export interface ExploreTableProps extends ColumnActions {
  /** Those that are shown, in their order. */
  readonly columns: readonly ExploreColumn[];
  /** Rows of the table, those that are not read yet too. */
  readonly count: number;
  /** Undefined for a row that is not read yet. */
  readonly rowAt: (index: number) => readonly Cell[] | undefined;
  /** Another order or selection starts at the top. */
  readonly list: string;
  /** The first rows, from which widths are guessed. */
  readonly sample: readonly (readonly Cell[])[];
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  readonly axis: DurationAxis | null;
  /** Colours of values, by column id. */
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorSlot>>;
  readonly hovered: number | null;
  readonly onHover: (id: number | null) => void;
  readonly onView: (first: number, last: number) => void;
  readonly onOpen: (id: number) => void;
  /** Of an earlier question: without colour. */
  readonly old: boolean;
}

const ROW = 28;
/** The part that the server draws, before anything is measured. */
const FIRST_VIEW = { width: 800, height: 420 };

/** A press on the row opens the span, unless text is being marked or the link itself does it. */
function isPlainClick(event: MouseEvent): boolean {
  const target = event.target as Element;
  return !target.closest("a, button") && window.getSelection()?.isCollapsed !== false;
}

export function ExploreTable(props: ExploreTableProps) {
  const { columns, count, rowAt, list, sample, origin, hovered, onHover, onView, onOpen, old } = props;
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: FIRST_VIEW,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onView(first, last), [onView, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `list` says when to go back to the top
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [list]);
  const widths = useMemo(
    () => columns.map((column) => measureColumn(column, sample, origin)),
    [columns, sample, origin],
  );
  const decimals = useMemo(() => columns.map((column) => countDecimals(column, sample)), [columns, sample]);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section ref={scroller} className={styles.scroll} aria-label="Spans, scrolls" tabIndex={0}>
      <table
        aria-label="Spans"
        aria-rowcount={count + 1}
        aria-busy={old}
        className={old ? `${styles.table} ${styles.old}` : styles.table}
        style={{ minWidth: width }}
      >
        <colgroup>
          {columns.map((column, i) => (
            <col key={column.id} style={{ width: widths[i] }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <ExploreHead key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody onPointerLeave={() => onHover(null)}>
          {before > 0 && <Space height={before} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = rowAt(index);
            const id = typeof row?.[0] === "number" ? row[0] : null;
            return (
              // By key, the link in the first cell opens it.
              <tr
                key={index}
                ref={virtual.measureElement}
                data-index={index}
                data-hovered={(id !== null && id === hovered) || undefined}
                aria-rowindex={index + 2}
                onPointerEnter={() => onHover(id)}
                onFocus={() => onHover(id)}
                onBlur={() => onHover(null)}
                onClick={(event) => id !== null && isPlainClick(event) && onOpen(id)}
              >
                {columns.map((column, i) => (
                  <ExploreCell key={column.id} row={row} column={column} decimals={decimals[i] ?? 0} {...props} />
                ))}
              </tr>
            );
          })}
          {after > 0 && <Space height={after} columns={columns.length} />}
        </tbody>
      </table>
    </section>
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
