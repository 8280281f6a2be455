/** A tree's rows: indented names on the left, time on the right. Only visible rows are rendered. */
"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { useMeasured } from "../../charts/ui/use-measured.ts";
import { useKey } from "../../ui/keys/keys.ts";
import { useNameColors } from "../../ui/name-colors.tsx";
import table from "../../ui/table/table.module.css";
import { useNarrow } from "../../ui/use-narrow.ts";
import { findEnds, listVisible, parentOf, stepFor } from "./rows.ts";
import { makeTreeTicks } from "./tree-ticks.ts";
import styles from "./waterfall.module.css";
import { WaterfallRow } from "./waterfall-row.tsx";
import type { Zoom } from "./zoom.ts";

const HEAD = 28;
/** A row's height, pixels. */
const ROW = { wide: 26, narrow: 38 } as const;
/** Within this many pixels of the view, scrolling moves as little as possible. */
const NEAR = 80;
/** Padding beside the bars, for the first tick's text and the duration after the longest bar. */
const LANE_PADDING = 8 + 72;
/** Size that the server assumes, before anything can be measured. */
const FIRST_VIEW = { width: 830, height: 520 };

interface WaterfallProps {
  readonly tree: SpanTree;
  readonly zoom: Zoom;
  readonly selectedId: number;
  readonly onSelect: (id: number) => void;
}

function widthOf(element: HTMLTableCellElement): number {
  return element.clientWidth;
}

export function Waterfall({ tree, zoom, selectedId, onSelect }: WaterfallProps) {
  const { rows } = tree;
  const scroller = useRef<HTMLDivElement>(null);
  const [head, width] = useMeasured(560, widthOf);
  const height = useNarrow() ? ROW.narrow : ROW.wide;
  const ends = useMemo(() => findEnds(rows), [rows]);
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const visible = useMemo(() => listVisible(ends, collapsed), [ends, collapsed]);
  const selected = rows.ids.indexOf(selectedId);
  const [focused, setFocused] = useState(Math.max(0, selected));
  /** The row that takes the focus once it is drawn as the current one; effects of earlier renders may still run. */
  const wanted = useRef<number>(null);

  // The row in the tab order: the last one focused, or the selected one.
  const current = Math.max(0, visible.includes(focused) ? visible.indexOf(focused) : visible.indexOf(selected));
  const virtual = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    initialRect: FIRST_VIEW,
    overscan: 12,
    // The focused row stays rendered wherever the view scrolls; otherwise, keys would stop working.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) =>
        [...new Set([...defaultRangeExtractor(range), current])].filter((at) => at < range.count).sort((a, b) => a - b),
      [current],
    ),
  });

  const show = useCallback(
    (at: number) => scroller.current && bringIntoView(scroller.current, at * height, height),
    [height],
  );
  // A span selected elsewhere or by the address is scrolled into view, and its collapsed ancestors expand.
  useEffect(() => {
    if (selected < 0) return;
    setFocused(selected);
    setCollapsed((hidden) => openTo(hidden, rows, selected));
  }, [selected, rows]);
  const place = visible.indexOf(selected);
  useEffect(() => {
    if (place >= 0) show(place);
  }, [place, show]);
  useEffect(() => {
    if (wanted.current === null || wanted.current !== visible[current]) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-at="${current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const goTo = (at: number): boolean => {
    const row = visible[Math.max(0, Math.min(at, visible.length - 1))];
    if (row === undefined || row === visible[current]) return false;
    wanted.current = row;
    setFocused(row);
    show(visible.indexOf(row));
    return true;
  };
  const toggle = (row: number, open: boolean) =>
    setCollapsed((hidden) => {
      const next = new Set(hidden);
      if (open) next.delete(row);
      else next.add(row);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = visible[current] ?? 0;
    const step = stepFor(event.key, {
      at: current,
      count: visible.length,
      parent: (ends[row] ?? 0) > row + 1,
      open: !collapsed.has(row),
      up: visible.indexOf(parentOf(rows, row)),
    });
    if (!step) return;
    event.preventDefault();
    if (step.type === "go") goTo(step.at);
    else if (step.type === "toggle") toggle(row, step.open);
    else onSelect(rows.ids[row] ?? 0);
  };
  useKey("j", "Next row", () => goTo(current + 1));
  useKey("k", "Previous row", () => goTo(current - 1));

  const colors = useNameColors();
  const low = zoom.from * tree.duration;
  const high = zoom.to * tree.duration;
  const lane = Math.max(60, width - LANE_PADDING);
  const { step, ticks } = makeTreeTicks(tree, low, high, lane);
  const pixels = (seconds: number) => ((seconds - low) / (high - low || 1)) * lane;
  const items = virtual.getVirtualItems();
  const gaps = items.map((item, index) => item.start - (items[index - 1]?.end ?? 0));
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height requires measuring again
  useEffect(() => virtual.measure(), [virtual, height]);
  const grid = {
    "--row": `${height}px`,
    "--step": step > 0 ? `${(step / (high - low || 1)) * lane}px` : "100000px",
    "--first": `${pixels(ticks[0]?.value ?? 0)}px`,
  } as CSSProperties;
  return (
    <div ref={scroller} className={styles.scroll}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it is a grid of rows with levels
        role="treegrid"
        aria-label="Waterfall"
        aria-rowcount={visible.length + 1}
        className={`${table.table} ${styles.table}`}
        style={grid}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          <col className={styles.nameColumn} />
          <col className={styles.selfColumn} />
          <col />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Name</th>
            <th scope="col" className={styles.self}>
              Self
            </th>
            <th scope="col" ref={head} className={styles.timeline}>
              <span className="unseen">Time</span>
              <span className={styles.ruler} aria-hidden="true">
                {ticks.map(({ value, text }) => (
                  <span key={value} className={value === 0 ? undefined : styles.tick} style={{ left: pixels(value) }}>
                    {text}
                  </span>
                ))}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ index }, at) => {
            const row = visible[index] ?? 0;
            return (
              <WaterfallRow
                key={rows.ids[row]}
                gap={gaps[at] ? <Space height={gaps[at]} /> : null}
                at={index}
                row={row}
                tree={tree}
                colorIndex={colors.get(tree.names[rows.names[row] ?? 0] ?? "") ?? 8}
                low={low}
                high={high}
                parent={(ends[row] ?? 0) > row + 1}
                open={!collapsed.has(row)}
                selected={row === selected}
                tabbable={index === current}
                onSelect={onSelect}
                onToggle={toggle}
              />
            );
          })}
          {after > 0 && <Space height={after} />}
        </tbody>
      </table>
    </div>
  );
}

function openTo(hidden: ReadonlySet<number>, rows: SpanTree["rows"], row: number): ReadonlySet<number> {
  const next = new Set(hidden);
  for (let up = parentOf(rows, row); up >= 0; up = parentOf(rows, up)) next.delete(up);
  return next.size === hidden.size ? hidden : next;
}

/** Leaves a visible row where it is, scrolls as little as possible to a near one, and centres a distant one. */
function bringIntoView(scroller: HTMLElement, top: number, height: number): void {
  // The sticky head covers rows.
  const room = scroller.clientHeight - HEAD;
  const above = scroller.scrollTop - top;
  const below = top + height - scroller.scrollTop - room;
  if (above <= 0 && below <= 0) return;
  if (Math.max(above, below) > NEAR) scroller.scrollTop = top + height / 2 - room / 2;
  else scroller.scrollTop += above > 0 ? -above : below;
}

/** Spacer for rows that are not rendered. */
function Space({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr aria-hidden="true" className={styles.space}>
      <td colSpan={3} style={{ height }} />
    </tr>
  );
}
