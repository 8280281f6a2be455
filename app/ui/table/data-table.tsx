/** A virtualised table: only visible rows are rendered. The caller renders heads and cells. */
"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type HTMLAttributes, type ReactNode, useEffect, useRef } from "react";
import styles from "./data-table.module.css";
import { useRowPart } from "./row-part.tsx";
import { SizedTable, type TableColumn } from "./sized-table.tsx";

interface DataTableProps {
  /** Under which its columns' widths are kept. */
  readonly id: string;
  readonly label: string;
  readonly className?: string | undefined;
  readonly columns: readonly TableColumn[];
  /** The column heads. */
  readonly heads: ReactNode;
  readonly count: number;
  /** A row's id on the page; undefined if the row has not been read yet. */
  readonly idOf: (index: number) => number | undefined;
  /** A row's cells. */
  readonly cells: (index: number) => ReactNode;
  readonly selected?: ReadonlySet<number> | null;
  /** The row hovered elsewhere on the page. */
  readonly hovered?: number | undefined;
  readonly onHover?: ((id: number | undefined) => void) | undefined;
  /** More attributes of a row. */
  readonly rowProps?: (id: number) => HTMLAttributes<HTMLTableRowElement>;
  /** This row and those beside it stay rendered wherever the view scrolls, so that one can step on from it. */
  readonly current?: number | null;
  /** Called with the first and last rendered row. */
  readonly onView?: (first: number, last: number) => void;
  /** Identifies the list: a change scrolls to the top. */
  readonly list?: string;
  /** Height that the server assumes, pixels. */
  readonly firstHeight: number;
  readonly busy?: boolean;
}

const ROW = 28;
/** In a narrow window, at first. */
const FIRST_ROWS = 20;
const OVERSCAN = 8;

/** The range in view, with the rows around another one. */
function extractWith(range: Range, kept: number): number[] {
  const near = kept < 0 ? [] : [kept - 1, kept, kept + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...defaultRangeExtractor(range), ...near])].sort((a, b) => a - b);
}

export function DataTable(props: DataTableProps) {
  const { id: table, label, columns, idOf, selected, hovered, onHover, onView, list = "", current = null } = props;
  const { count, more } = useRowPart(list, props.count, FIRST_ROWS);
  const scroller = useRef<HTMLElement>(null);
  /** Of the current row; −1 if it has not been rendered. */
  const place = useRef(-1);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: { width: 800, height: props.firstHeight },
    overscan: OVERSCAN,
    rangeExtractor: (range) => extractWith(range, place.current),
  });
  const items = virtual.getVirtualItems();
  const found = current === null ? undefined : items.find(({ index }) => idOf(index) === current);
  place.current = found?.index ?? -1;
  const last = items.at(-1);
  const { startIndex: from = 0, endIndex: to = 0 } = virtual.range ?? {};
  useEffect(
    () => onView?.(Math.max(0, from - OVERSCAN), Math.min(to + OVERSCAN, count - 1)),
    [onView, from, to, count],
  );
  const shownList = useRef(list);
  useEffect(() => {
    // The first answer takes the place of rows that came with the page, or that one comes back to.
    if (shownList.current && shownList.current !== list && scroller.current) scroller.current.scrollTop = 0;
    shownList.current = list;
  }, [list]);
  return (
    <>
      <SizedTable
        id={table}
        label={label}
        place={label}
        columns={columns}
        className={[styles.grid, props.className].filter(Boolean).join(" ")}
        scrollClassName={styles.scroll}
        scroller={scroller}
        rowCount={props.count + 1}
        busy={props.busy}
      >
        <thead>
          <tr aria-rowindex={1}>{props.heads}</tr>
        </thead>
        <tbody onPointerLeave={() => onHover?.(undefined)}>
          {items.map(({ index, start }, at) => {
            const id = idOf(index);
            const own = id === undefined ? undefined : props.rowProps?.(id);
            const row = (
              <tr
                {...own}
                ref={virtual.measureElement}
                data-index={index}
                data-hovered={id !== undefined && id === hovered ? "" : undefined}
                data-selected={id !== undefined && selected?.has(id) ? "" : undefined}
                aria-rowindex={index + 2}
                onPointerEnter={() => onHover?.(id)}
                onFocus={(event) => {
                  onHover?.(id);
                  own?.onFocus?.(event);
                }}
                onBlur={() => onHover?.(undefined)}
              >
                {props.cells(index)}
              </tr>
            );
            return (
              <Fragment key={index}>
                <Space height={start - (items[at - 1]?.end ?? 0)} columns={columns.length} />
                {row}
              </Fragment>
            );
          })}
          <Space height={virtual.getTotalSize() - (last?.end ?? 0)} columns={columns.length} />
        </tbody>
      </SizedTable>
      {more}
    </>
  );
}

/** Spacer for rows that are not rendered. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr aria-hidden="true" className={styles.space}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
