/** Shares of a tag's values: the rest as a ring, the selection as a dot, the difference as the line between them. */

import { formatShare } from "../../../../lib/model/format.ts";
import { cutText, joinText, showText } from "../../../../lib/model/shown-text.ts";
import styles from "./pictures.module.css";

export interface DumbbellRow {
  readonly label: string;
  /** From 0 to 1. */
  readonly rest: number;
  readonly selection: number;
}

const WIDTH = 286;
const ROW = 19;
const LEFT = 78;
const RIGHT = 14;
const AXIS = 18;
const LABEL_CHARACTERS = 10;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

function place(share: number): number {
  return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, Math.max(0, share));
}

/** `brotli 12 % of the rest, 98 % of the selection`. */
export function sayDumbbell({ label, rest, selection }: DumbbellRow): string {
  return `${label} ${formatShare(rest)} of the rest, ${formatShare(selection)} of the selection`;
}

export function Dumbbell({ rows }: { readonly rows: readonly DumbbellRow[] }) {
  const bottom = rows.length * ROW;
  const label = rows.map(sayDumbbell).join("; ");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${bottom + AXIS}`}
      width={WIDTH}
      className={styles.picture}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={place(tick)} x2={place(tick)} y1={2} y2={bottom} />
          <text
            className={styles.tick}
            x={place(tick)}
            y={bottom + 13}
            textAnchor={tick === 1 ? "end" : "middle"}
            dx={tick === 1 ? RIGHT : 0}
          >
            {tick === 1 ? "100 %" : tick * 100}
          </text>
        </g>
      ))}
      {rows.map((row, i) => {
        const y = i * ROW + ROW / 2;
        return (
          <g key={row.label}>
            <text className={styles.value} x={LEFT - 16} y={y + 4} textAnchor="end">
              {showText(cutText(joinText(row.label), LABEL_CHARACTERS))}
            </text>
            <line className={styles.span} x1={place(row.rest)} x2={place(row.selection)} y1={y} y2={y} />
            <circle className={styles.rest} cx={place(row.rest)} cy={y} r={3.6} />
            <circle className={styles.selection} cx={place(row.selection)} cy={y} r={4.2} />
          </g>
        );
      })}
    </svg>
  );
}
