/** One cell of the spans: the figure and its unit, the bar of a duration, the swatch of a value that has a colour. */
"use client";

import Link from "next/link";
import { type CSSProperties, memo } from "react";
import type { ExploreColumn } from "../../../lib/analysis/explore/answer.ts";
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import { Duration } from "../../ui/duration.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { writeCell } from "../../ui/table/cell-text.ts";
import { useAwake } from "../../ui/use-awake.ts";
import { padDecimals } from "./column-facts.ts";
import { type DurationAxis, measureBar } from "./duration-axis.ts";
import styles from "./table.module.css";

interface ExploreCellProps {
  readonly row: readonly Cell[] | undefined;
  readonly column: ExploreColumn;
  readonly decimals: number;
  readonly origin: number;
  readonly axis: DurationAxis | null;
  readonly colors: ReadonlyMap<string, ReadonlyMap<string, ColorSlot>>;
}

export const ExploreCell = memo(function ExploreCell(props: ExploreCellProps) {
  const { row, column, decimals, origin, axis, colors } = props;
  // A moment is shown in the viewer's time zone, which the server does not know.
  const known = useAwake() || column.unit !== "start";
  const number = column.numeric ? styles.number : undefined;
  const cell = column.index < 0 ? undefined : row?.[column.index];
  // Not read yet, other than read and missing.
  if (cell === undefined)
    return (
      <td className={number}>
        <span className={styles.waiting} />
      </td>
    );
  if (column.id === "id")
    return (
      <td className={number}>
        <Link href={`/span/${cell}`} prefetch={false} className={`${styles.id} mono`}>
          {cell}
        </Link>
      </td>
    );
  if (column.id === "duration") return <DurationCell seconds={typeof cell === "number" ? cell : null} axis={axis} />;
  const slot = cell === null ? undefined : colors.get(column.id)?.get(String(cell));
  const { text, unit, title, ink } = writeCell(cell, column, origin);
  const look = [
    styles.value,
    ink === "missing" && styles.missing,
    column.from !== null && styles.inherited,
    column.tag !== null && !column.numeric && "mono",
  ];
  return (
    <td className={number}>
      <span className={look.filter(Boolean).join(" ")} title={known ? title : undefined}>
        {slot !== undefined && <Swatch slot={slot} />}
        <span className={styles.text}>{padDecimals(text, decimals)}</span>
        {column.unit === "bytes" && <span className={styles.unit}>{unit && ` ${unit}`}</span>}
      </span>
    </td>
  );
});

function DurationCell({ seconds, axis }: { readonly seconds: number | null; readonly axis: DurationAxis | null }) {
  const length = seconds === null || !axis ? 0 : measureBar(axis, seconds);
  return (
    <td className={styles.number}>
      <span className={styles.duration}>
        {axis ? (
          <span
            aria-hidden="true"
            className={styles.bar}
            style={{ "--length": `${(length * 100).toFixed(1)}%` } as CSSProperties}
          />
        ) : (
          <span />
        )}
        <Duration seconds={seconds} />
      </span>
    </td>
  );
}
