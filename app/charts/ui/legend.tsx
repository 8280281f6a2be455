/** A chart's legend, and how much of the data is drawn. */
"use client";

import { type CSSProperties, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import { Badge } from "../../ui/chip.tsx";
import controls from "../../ui/controls.module.css";
import { CutText } from "../../ui/cut-text.tsx";
import type { Group } from "../draw/colors.ts";
import type { Figure } from "../figure.ts";
import styles from "./plot.module.css";
import { Shades } from "./shades.tsx";

const MAX_SHOWN = 8;

interface PlotLegendProps {
  readonly groups: readonly Group[];
  readonly hidden: ReadonlySet<string>;
  /** Whether the groups hold all rows, so that their counts are meaningful. */
  readonly counted: boolean;
  /** The median line whose band shows; null if there are no lines. */
  readonly trend: string | null;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** Click hides a colour; Alt+click isolates it. */
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
      {(all ? groups : groups.slice(0, MAX_SHOWN)).map((group) => (
        <li key={group.key}>
          <button
            type="button"
            className={styles.entry}
            aria-pressed={!hidden.has(group.key)}
            title={`${showText(group.label)}, ${formatCounted(group.rows.length, "row")}; click hides it, Alt click shows it alone`}
            onClick={(event) => press(group.key, event.altKey)}
          >
            <i className={controls.swatch} style={{ "--c": group.color } as CSSProperties} />
            <span>
              <CutText text={showText(group.label)} />
            </span>
            {counted && <small>{formatCount(group.rows.length)}</small>}
          </button>
        </li>
      ))}
      {!all && groups.length > MAX_SHOWN && (
        <li>
          <button type="button" className={styles.entry} onClick={() => setAll(true)}>
            {groups.length - MAX_SHOWN} more
          </button>
        </li>
      )}
      {trend !== null && (
        <>
          <li className={`${styles.entry} faint`}>
            <i className={styles.median} /> median
          </li>
          <li className={`${styles.entry} faint`}>
            <i className={styles.upTo} /> up to p95 ({showText(trend)})
          </li>
        </>
      )}
    </ul>
  );
}

interface PlotDrawnProps {
  readonly figure: Figure;
  /** A plot of points alone needs no badge, only a note at the end of the legend. */
  readonly points: boolean;
}

/** What is drawn and what is not. */
export function PlotDrawn({ figure, points }: PlotDrawnProps) {
  const plain = points && figure.caption === "";
  return (
    <p className={styles.drawn}>
      {!plain && <Badge>{figure.sentence}</Badge>}
      {figure.notes.map((note) => (
        <Badge key={note}>{note}</Badge>
      ))}
      {plain && (
        <span className={styles.points}>
          {formatCount(figure.drawn)} of {figure.estimated ? "≈ " : ""}
          {formatCounted(figure.total, "point")}
        </span>
      )}
      {figure.densest !== undefined && <Density most={figure.densest} estimated={figure.estimated} />}
    </p>
  );
}

function Density({ most, estimated }: { readonly most: number; readonly estimated: boolean }) {
  return (
    <span className={styles.density}>
      1
      <Shades step={12} />
      {estimated ? "≈ " : ""}
      {formatCount(most)} per cell
    </span>
  );
}
