/** One cell of the results: text, its unit in a slot of its own, its colour where it has one. */
"use client";

import { memo } from "react";
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import { Swatch } from "../swatch.tsx";
import { useAwake } from "../use-awake.ts";
import { type CellText, writeCell } from "./cell-text.ts";
import { hasUnitSlot, type ResultColumn } from "./result-columns.ts";
import styles from "./results-table.module.css";

interface ResultsCellProps {
  readonly cell: Cell | undefined;
  readonly column: ResultColumn;
  readonly origin: number;
  readonly slots: ReadonlyMap<string, ColorSlot> | undefined;
}

const INKS: Readonly<Record<NonNullable<CellText["ink"]>, string | undefined>> = {
  low: styles.low,
  high: styles.high,
  missing: styles.missing,
};

/** Names are in the text face; ids, tag values and other texts in mono. */
function face(column: ResultColumn): string {
  if (column.unit === "id") return "mono";
  return column.numeric || column.label === "name" ? "" : "mono";
}

export const ResultsCell = memo(function ResultsCell({ cell, column, origin, slots }: ResultsCellProps) {
  const { text, unit, title, ink } = writeCell(cell, column, origin);
  // A moment is shown in the viewer's time zone, which the server does not know.
  const known = useAwake() || column.unit !== "start";
  const slot = cell === null || cell === undefined ? undefined : slots?.get(String(cell));
  const look = ink ? INKS[ink] : column.unit === "id" ? styles.id : undefined;
  return (
    <span className={[styles.value, look, face(column)].filter(Boolean).join(" ")} title={known ? title : undefined}>
      {slot !== undefined && <Swatch slot={slot} />}
      <span className={styles.text}>{text}</span>
      {hasUnitSlot(column) && <span className={styles.unit}>{unit && ` ${unit}`}</span>}
    </span>
  );
});
