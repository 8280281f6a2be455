/** The small pictures of "why slow": a number's distribution, a tag's values. */
import { formatShare } from "../../../../lib/model/format.ts";
import { cutText, joinText, showText } from "../../../../lib/model/shown-text.ts";
import type { DensityPair } from "../../../../lib/stats/density.ts";
import { makeShareOf } from "../../../../lib/stats/number-bins.ts";
import { fitLabels, type Label, textWidth } from "../../../charts/draw/text-width.ts";
import { makeTicks, type TickScale } from "../../../charts/draw/ticks.ts";
import drawing from "../../../ui/drawing.module.css";
import styles from "./why.module.css";

interface DensitiesProps {
  readonly pair: DensityPair;
  readonly unit: TickScale["unit"];
  /** Text alternative. */
  readonly label: string;
}

const WIDTH = 286;
const LEFT = 78;
const RIGHT = 8;
const HEIGHT = 36;
const AXIS = 18;
const ROOM = 3.4;

/** Two densities on one axis: the rest filled in grey, the selection as an outline; each scaled to its own peak. */
export function Densities({ pair: { low, high, log, rest, selected }, unit, label }: DensitiesProps) {
  const width = WIDTH - LEFT - RIGHT;
  const isLog = log && low > 0;
  const ticks = makeTicks({ log: isLog, unit, categories: null }, low, high, ROOM);
  const share = makeShareOf({ low, high, log: isLog });
  const labels = fitTexts(
    ticks.texts,
    ticks.values.map((value) => share(value) * width),
    width,
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT + AXIS}`}
      width={WIDTH}
      className={`${drawing.picture} ${styles.picture}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <text className={drawing.words} x={LEFT - 10} y={14} textAnchor="end">
        selection
      </text>
      <text className={drawing.words} x={LEFT - 10} y={30} textAnchor="end">
        the rest
      </text>
      <g transform={`translate(${LEFT} 0)`}>
        {ticks.values.map((value) => (
          <line
            key={value}
            className={drawing.grid}
            x1={share(value) * width}
            x2={share(value) * width}
            y1={0}
            y2={HEIGHT}
          />
        ))}
        {labels.map(({ index, middle }) => (
          <text key={index} x={round(middle)} y={HEIGHT + 13} textAnchor="middle">
            {ticks.texts[index]}
          </text>
        ))}
        <path className={drawing.crowd} d={`${outlineDensity(rest, width, HEIGHT)}Z`} />
        <path className={drawing.shape} d={outlineDensity(selected, width, HEIGHT)} />
        <line className={drawing.axis} x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
      </g>
    </svg>
  );
}

/**
 * Converts heights from 0 to 1 to an SVG outline from left to right; empty if all are 0.
 * @param height of the peak; y grows downwards, and the baseline is at `height`
 */
export function outlineDensity(heights: readonly number[], width: number, height: number): string {
  if (!heights.some((each) => each > 0)) return "";
  const step = width / heights.length;
  const points = heights.map((each, i) => `${round((i + 0.5) * step)} ${round(height * (1 - each))}`);
  return `M0 ${height}L${points.join("L")}L${width} ${height}`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Those texts below an axis that do not touch, kept inside the picture. @param width of the axis */
export function fitTexts(texts: readonly string[], places: readonly number[], width: number): Label[] {
  return fitLabels(places, { lengths: texts.map((text) => textWidth(text)), low: 0, high: width + RIGHT, gap: 8 });
}

const ROW = 19;
/** Leaves room for "100 %" at the end. */
const DUMBBELL_RIGHT = 14;
const LABEL_CHARACTERS = 10;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

export interface DumbbellRow {
  readonly label: string;
  /** From 0 to 1. */
  readonly rest: number;
  readonly selection: number;
}

function place(share: number): number {
  return LEFT + (WIDTH - LEFT - DUMBBELL_RIGHT) * Math.min(1, Math.max(0, share));
}

/** `brotli 12 % of the rest, 98 % of the selection`. */
export function describeDumbbell({ label, rest, selection }: DumbbellRow): string {
  return `${label} ${formatShare(rest)} of the rest, ${formatShare(selection)} of the selection`;
}

/** Shares of a tag's values: the rest as a ring, the selection as a dot, the difference as the line between them. */
export function Dumbbell({ rows }: { readonly rows: readonly DumbbellRow[] }) {
  const bottom = rows.length * ROW;
  const label = rows.map(describeDumbbell).join("; ");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${bottom + AXIS}`}
      width={WIDTH}
      className={`${drawing.picture} ${styles.picture}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line className={drawing.grid} x1={place(tick)} x2={place(tick)} y1={2} y2={bottom} />
          <text
            x={place(tick)}
            y={bottom + 13}
            textAnchor={tick === 1 ? "end" : "middle"}
            dx={tick === 1 ? DUMBBELL_RIGHT : 0}
          >
            {tick === 1 ? "100 %" : tick * 100}
          </text>
        </g>
      ))}
      {rows.map((row, i) => {
        const y = i * ROW + ROW / 2;
        return (
          <g key={row.label}>
            <text className={`${drawing.words} ${styles.value}`} x={LEFT - 16} y={y + 4} textAnchor="end">
              {showText(cutText(joinText(row.label), LABEL_CHARACTERS))}
            </text>
            <line className={styles.span} x1={place(row.rest)} x2={place(row.selection)} y1={y} y2={y} />
            <circle className={styles.others} cx={place(row.rest)} cy={y} r={3.6} />
            <circle className={styles.selection} cx={place(row.selection)} cy={y} r={4.2} />
          </g>
        );
      })}
    </svg>
  );
}
