/** The head of a results column: sorts by click, resizes by its edge, or by Alt with the arrow keys. */
"use client";

import type { Header } from "@tanstack/react-table";
import type { KeyboardEvent, MouseEvent, TouchEvent } from "react";
import { formatText } from "../../../lib/model/shown-text.ts";
import { TypeMark } from "../type-mark.tsx";
import { hasUnitSlot, type Row } from "./result-columns.ts";
import type { GridFeatures } from "./result-grid.ts";
import styles from "./results-table.module.css";

interface ResultsHeadProps {
  readonly header: Header<GridFeatures, Row, unknown>;
  /** Takes the widths on screen as they are, before one of them changes. */
  readonly onHold: () => void;
  readonly onSize: (id: string, change: number) => void;
}

const ARROWS = { asc: "↑", desc: "↓" } as const;
const KEY_STEP = 16;

export function ResultsHead({ header, onHold, onSize }: ResultsHeadProps) {
  const { column } = header;
  const about = column.columnDef.meta;
  const sorted = column.getIsSorted();
  const press = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (!event.altKey || direction === 0) return;
    event.preventDefault();
    onSize(column.id, direction * KEY_STEP);
  };
  const drag = (event: MouseEvent | TouchEvent) => {
    onHold();
    header.getResizeHandler()(event);
  };
  return (
    <th
      scope="col"
      data-column={column.id}
      aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
      className={about?.numeric ? styles.number : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={about && formatText(about.label)}
        onClick={() => column.toggleSorting()}
        onKeyDown={press}
      >
        {about && <TypeMark kind={about.kind} />}
        <span className={styles.text}>{about && formatText(about.label)}</span>
        {sorted && <span aria-hidden="true">{ARROWS[sorted]}</span>}
        {about && hasUnitSlot(about) && <span className={styles.slot} />}
      </button>
      <span
        aria-hidden="true"
        className={styles.edge}
        data-active={column.getIsResizing() || undefined}
        onMouseDown={drag}
        onTouchStart={drag}
      />
    </th>
  );
}
