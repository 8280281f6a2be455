/** The colours of a chart: click hides one, Alt click leaves one alone. */
"use client";

import { type CSSProperties, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { Group } from "../draw/groups.ts";
import styles from "./plot.module.css";

const SHOWN = 8;

interface PlotLegendProps {
  readonly groups: readonly Group[];
  readonly hidden: ReadonlySet<string>;
  /** The rows of the groups are all there are: their counts mean something. */
  readonly counted: boolean;
  /** The picture has median lines: which of them has its band. Null without lines. */
  readonly trend: string | null;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

export function PlotLegend({ groups, hidden, counted, trend, onChange }: PlotLegendProps) {
  const [all, setAll] = useState(false);
  const press = (key: string, alone: boolean) => {
    const others = groups.filter((group) => group.key !== key).map((group) => group.key);
    const isAlone = others.length > 0 && others.every((other) => hidden.has(other)) && !hidden.has(key);
    if (alone) return onChange(new Set(isAlone ? [] : others));
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onChange(next.size === groups.length ? new Set() : next);
  };
  return (
    <ul className={styles.legend} aria-label="Colors">
      {(all ? groups : groups.slice(0, SHOWN)).map((group) => (
        <li key={group.key}>
          <button
            type="button"
            aria-pressed={!hidden.has(group.key)}
            title={`${showText(group.label)}, ${formatCounted(group.rows.length, "row")}; click hides it, Alt click shows it alone`}
            onClick={(event) => press(group.key, event.altKey)}
          >
            <i style={{ "--c": group.color } as CSSProperties} />
            <span>{showText(group.label)}</span>
            {counted && <small>{formatCount(group.rows.length)}</small>}
          </button>
        </li>
      ))}
      {!all && groups.length > SHOWN && (
        <li>
          <button type="button" onClick={() => setAll(true)}>
            {groups.length - SHOWN} more
          </button>
        </li>
      )}
      {trend !== null && (
        <>
          <li className={styles.key}>
            <i className={styles.median} /> median
          </li>
          <li className={styles.key}>
            <i className={styles.upTo} /> up to p95 ({showText(trend)})
          </li>
        </>
      )}
    </ul>
  );
}
