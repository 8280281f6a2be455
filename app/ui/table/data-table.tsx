/** A virtualised table: only visible rows are rendered. The caller renders heads and cells. */
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { Button } from "../button.tsx";
import { useNarrow } from "../use-narrow.ts";
import styles from "./data-table.module.css";
import table from "./table.module.css";

interface DataTableProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly columns: readonly { readonly id: string; readonly width: number }[];
  /** Columns keep their widths instead of growing with the pane. */
  readonly held?: boolean;
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
  /** Called on a row click; for keyboard users, a link in one of its cells does the same. */
  readonly onOpen?: (id: number) => void;
  /** Called with the first and last rendered row. */
  readonly onView?: (first: number, last: number) => void;
  /** Identifies the list: a change scrolls to the top. */
  readonly list?: string;
  /** Height that the server assumes, pixels. */
  readonly firstHeight: number;
  readonly busy?: boolean;
}

const ROW = 28;
/** In a narrow window, rows at first, and those that one asks for: a table that scrolled would hold the page's scroll. */
const PART = { first: 20, more: 50 } as const;

/** False while text is being selected, or if a link or button itself handles the click. */
function isPlainClick(event: MouseEvent): boolean {
  const target = event.target as Element;
  return !target.closest("a, button") && window.getSelection()?.isCollapsed !== false;
}

export function DataTable(props: DataTableProps) {
  const { label, columns, idOf, selected, hovered, onHover, onOpen, onView, list } = props;
  const [part, setPart] = useState<number>(PART.first);
  const count = useNarrow() ? Math.min(part, props.count) : props.count;
  const left = props.count - count;
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: { width: 800, height: props.firstHeight },
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const [from, to] = [first?.index ?? 0, last?.index ?? 0];
  useEffect(() => onView?.(from, to), [onView, from, to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `list` scrolls back to the top
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setPart(PART.first);
  }, [list]);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section ref={scroller} className={styles.scroll} aria-label={`${label}, scrolls`} tabIndex={0}>
        <table
          aria-label={label}
          aria-rowcount={props.count + 1}
          aria-busy={props.busy}
          className={[table.table, styles.grid, props.className].filter(Boolean).join(" ")}
          style={props.held ? { width, minWidth: 0 } : { width: "100%", minWidth: width }}
        >
          <colgroup>
            {columns.map((column) => (
              <col key={column.id} style={{ width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>{props.heads}</tr>
          </thead>
          <tbody onPointerLeave={() => onHover?.(undefined)}>
            <Space height={first?.start ?? 0} columns={columns.length} />
            {items.map(({ index }) => {
              const id = idOf(index);
              return (
                <tr
                  key={index}
                  ref={virtual.measureElement}
                  data-index={index}
                  data-hovered={id !== undefined && id === hovered ? "" : undefined}
                  data-selected={id !== undefined && selected?.has(id) ? "" : undefined}
                  aria-rowindex={index + 2}
                  onPointerEnter={() => onHover?.(id)}
                  onFocus={() => onHover?.(id)}
                  onBlur={() => onHover?.(undefined)}
                  onClick={onOpen && ((event) => id !== undefined && isPlainClick(event) && onOpen(id))}
                >
                  {props.cells(index)}
                </tr>
              );
            })}
            <Space height={virtual.getTotalSize() - (last?.end ?? 0)} columns={columns.length} />
          </tbody>
        </table>
      </section>
      {left > 0 && (
        <p className={"bar apart faint"}>
          {formatCount(count)} of {formatCounted(props.count, "row")}
          <Button onClick={() => setPart(count + PART.more)}>Show {formatCount(Math.min(left, PART.more))} more</Button>
        </p>
      )}
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
