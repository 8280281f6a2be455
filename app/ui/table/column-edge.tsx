/**
 * The edge of a column's head, which resizes the column: dragged, by a double click to what is in it, or by keys. All
 * edges of a table are one tab stop, and the keys up and down lead from one to the next.
 */
"use client";

import { createContext, type KeyboardEvent, type PointerEvent, useContext, useRef } from "react";
import styles from "./column-edge.module.css";
import { clampWidth, LEAST_WIDTH, MOST_WIDTH, type Widths } from "./column-widths.ts";
import type { WidthsOfTable } from "./kept-widths.tsx";

export interface SizedColumn {
  readonly id: string;
  /** Its contents may be cut, as texts are; figures never are. */
  readonly text?: boolean | undefined;
}

export interface Sizes extends WidthsOfTable {
  readonly columns: readonly SizedColumn[];
  /** The column whose edge is the tab stop. */
  readonly stop: string | undefined;
  readonly setStop: (id: string) => void;
}

/** Null outside of a table whose columns can be resized. */
export const SizesContext = createContext<Sizes | null>(null);

const KEY_STEP = 16;
/** A text column's least width: its mark, a few letters and the end of the text. */
const LEAST_TEXT = 88;

interface ColumnEdgeProps {
  readonly id: string;
  readonly label: string;
}

export function ColumnEdge({ id, label }: ColumnEdgeProps) {
  const sizes = useContext(SizesContext);
  const dragged = useRef<{ readonly x: number; readonly from: Widths; readonly least: number } | null>(null);
  if (!sizes) return null;
  const { widths, columns, stop, show, keep, setStop } = sizes;
  const begin = (edge: Element) => {
    const table = edge.closest("table");
    const isText = columns.find((column) => column.id === id)?.text === true;
    return { from: readWidths(table), least: isText ? LEAST_TEXT : measure(table, id, "figures") };
  };
  const resize = (from: Widths, width: number, least: number) => show(new Map(from).set(id, clampWidth(width, least)));
  const fitContents = (edge: Element) => {
    show(new Map(readWidths(edge.closest("table"))).set(id, clampWidth(measure(edge.closest("table"), id, "all"))));
    keep();
  };
  const down = (event: PointerEvent) => {
    // Not with a second finger.
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, ...begin(event.currentTarget) };
  };
  const move = (event: PointerEvent) => {
    const drag = dragged.current;
    // A mere click changes nothing.
    if (!drag || !event.isPrimary || (event.clientX === drag.x && !widths)) return;
    resize(drag.from, (drag.from.get(id) ?? 0) + event.clientX - drag.x, drag.least);
  };
  const up = (event: PointerEvent) => {
    if (!event.isPrimary) return;
    if (dragged.current) keep();
    dragged.current = null;
  };
  const press = (event: KeyboardEvent) => {
    const edge = event.currentTarget;
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (along) {
      const { from, least } = begin(edge);
      resize(from, (from.get(id) ?? 0) + along * KEY_STEP, least);
      keep();
    } else if (next) focusEdge(edge, next);
    else if (event.key === "Enter") fitContents(edge);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const width = widths?.get(id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an `hr` cannot be moved
    <span
      role="separator"
      tabIndex={id === stop ? 0 : -1}
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={width ?? LEAST_WIDTH}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuetext={width === undefined ? "as wide as the table lets it" : `${width} pixels`}
      title="Drag to resize; a double click fits the contents"
      className={styles.edge}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onDoubleClick={(event) => fitContents(event.currentTarget)}
      onKeyDown={press}
      onFocus={() => setStop(id)}
    />
  );
}

function headsOf(table: HTMLTableElement | null): HTMLElement[] {
  const heads = [...(table?.querySelectorAll<HTMLElement>("thead th[data-column]") ?? [])];
  return heads.filter((head) => head.offsetWidth > 0);
}

/** Those on screen: a column that is dragged must not move the others. */
function readWidths(table: HTMLTableElement | null): Widths {
  return new Map(headsOf(table).map((head) => [head.dataset.column ?? "", head.offsetWidth]));
}

/** The width a column would have for itself; without its head, that of its contents. */
function measure(table: HTMLTableElement | null, id: string, part: "all" | "figures"): number {
  if (!table) return LEAST_WIDTH;
  table.dataset.measured = part;
  const head = headsOf(table).find(({ dataset }) => dataset.column === id);
  const width = head ? Math.ceil(head.getBoundingClientRect().width) : LEAST_WIDTH;
  delete table.dataset.measured;
  return width;
}

function focusEdge(edge: Element, by: number): void {
  const edges = [...(edge.closest("tr")?.querySelectorAll<HTMLElement>("[role=separator]") ?? [])];
  edges[edges.indexOf(edge as HTMLElement) + by]?.focus();
}
