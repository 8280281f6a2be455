/** A cell's content in a large table: text, unit in its own slot, colour if it has one. */
"use client";

import { memo } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import { Swatch } from "../chip.tsx";
import { EarlyNameSwatch } from "../name-colors.tsx";
import { ShownText } from "../shown-text.tsx";
import values from "../values.module.css";
import { type CellText, formatCell, padDecimals } from "./cell-text.ts";
import styles from "./data-table.module.css";
import { hasUnitSlot, type ResultColumn } from "./result-columns.ts";

interface DataCellProps {
  readonly cell: Cell | undefined;
  readonly column: ResultColumn;
  readonly origin: number;
  readonly colorIndexes: ReadonlyMap<string, ColorIndex> | undefined;
  /** Whether it is a span's name, which has its colour as soon as that is known. */
  readonly isName?: boolean;
  readonly mono: boolean;
  /** Decimals for plain numbers, so that digits line up. */
  readonly decimals?: number;
  readonly className?: string | undefined;
}

const INKS: Readonly<Record<NonNullable<CellText["ink"]>, string | undefined>> = {
  low: values.small,
  high: values.long,
  missing: values.none,
};

export const DataCell = memo(function DataCell(props: DataCellProps) {
  const { cell, column, origin, colorIndexes, isName = false, mono, decimals = 0, className } = props;
  const { text, exact, unit, title, ink } = formatCell(cell, column, origin);
  const colorIndex = cell === null || cell === undefined ? undefined : colorIndexes?.get(String(cell));
  const look = ink ? INKS[ink] : column.unit === "id" && values.small;
  return (
    <span className={[styles.value, look, mono && "mono", className].filter(Boolean).join(" ")} title={title}>
      {isName && cell !== null ? (
        <EarlyNameSwatch name={String(cell)} />
      ) : (
        colorIndex !== undefined && <Swatch colorIndex={colorIndex} />
      )}
      {exact === undefined ? (
        <span>{padDecimals(text, decimals)}</span>
      ) : (
        <span className={styles.text}>
          <ShownText text={exact} cut={mono ? "mono" : true} />
        </span>
      )}
      {hasUnitSlot(column) && <span className={values.unit}>{unit && ` ${unit}`}</span>}
    </span>
  );
});
