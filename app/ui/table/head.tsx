/** The head of a results column: sorts on click, resizes by its edge or with Alt and the arrow keys. */
"use client";

import type { Header } from "@tanstack/react-table";
import type { KeyboardEvent, MouseEvent, TouchEvent } from "react";
import { formatText } from "../../../lib/model/shown-text.ts";
import { TypeMark } from "../chip.tsx";
import styles from "./data-table.module.css";
import { hasUnitSlot, type Row } from "./result-columns.ts";
import type { GridFeatures } from "./result-grid.ts";
import { SortHead } from "./sort-head.tsx";

interface ResultsHeadProps {
  readonly header: Header<GridFeatures, Row, unknown>;
  /** Fixes the current widths before one of them changes. */
  readonly onHold: (part: Element) => void;
  readonly onSize: (id: string, change: number) => void;
}

const KEY_STEP = 16;

export function ResultsHead({ header, onHold, onSize }: ResultsHeadProps) {
  const { column } = header;
  const about = column.columnDef.meta;
  const press = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (!event.altKey || direction === 0) return;
    event.preventDefault();
    onHold(event.currentTarget);
    onSize(column.id, direction * KEY_STEP);
  };
  const drag = (event: MouseEvent | TouchEvent) => {
    onHold(event.currentTarget);
    header.getResizeHandler()(event);
  };
  return (
    <SortHead
      sorted={column.getIsSorted()}
      number={about?.numeric}
      title={about && formatText(about.label)}
      column={column.id}
      onSort={() => column.toggleSorting()}
      onKeyDown={press}
      end={about && hasUnitSlot(about) && <span className={styles.slot} />}
      more={
        <span
          aria-hidden="true"
          className={styles.edge}
          data-active={column.getIsResizing() || undefined}
          onMouseDown={drag}
          onTouchStart={drag}
        />
      }
    >
      {about && <TypeMark kind={about.kind} />}
      <span className={styles.text}>{about && formatText(about.label)}</span>
    </SortHead>
  );
}
