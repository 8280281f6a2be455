/** The small pictures in a row of the table of span names: histogram and trend. */

import { formatCount, formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { type LogAxis, placeOnAxis } from "../../charts/draw/log-axis.ts";
import drawing from "../../ui/drawing.module.css";
import styles from "./names.module.css";

/** Size of a row's histogram and of the axis in its column's head, pixels. */
export const HISTOGRAM_WIDTH = 164;
const HEIGHT = 26;
const BASE = HEIGHT - 1.5;

interface RowHistogramProps {
  readonly name: string;
  readonly axis: LogAxis;
  /** Counts per bin; the bins divide the axis evenly. */
  readonly bins: readonly number[];
  /** Seconds. */
  readonly p50: number;
  readonly p95: number;
  /** Spans at 0 that a log axis cannot show. */
  readonly unplaced: number;
}

/** The durations of one name, 164 × 26, on an axis shared by all rows. */
export function RowHistogram({ name, axis, bins, p50, p95, unplaced }: RowHistogramProps) {
  const highest = Math.sqrt(Math.max(1, ...bins));
  const step = HISTOGRAM_WIDTH / bins.length;
  const lost = unplaced > 0 ? `, ${formatCount(unplaced)} at 0 not drawn` : "";
  const label = `${formatText(name)}: p50 ${formatDurationText(p50)}, p95 ${formatDurationText(p95)}${lost}`;
  return (
    <svg className={drawing.picture} width={HISTOGRAM_WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      {axis.ticks.map((tick) => (
        <path key={tick} className={drawing.grid} d={`M${placeOnAxis(axis, tick, HISTOGRAM_WIDTH)} 0V${BASE}`} />
      ))}
      <path className={drawing.colored} d={bins.map((count, index) => bar(index, count, step, highest)).join("")} />
      <path className={drawing.axis} d={`M0 ${BASE + 0.5}H${HISTOGRAM_WIDTH}`} />
      {p50 > 0 && <path className={styles.p50} d={`M${placeOnAxis(axis, p50, HISTOGRAM_WIDTH)} 2V${BASE}`} />}
      {p95 > 0 && <path className={styles.p95} d={`M${placeOnAxis(axis, p95, HISTOGRAM_WIDTH)} 2V${BASE}`} />}
    </svg>
  );
}

/** Heights are √count relative to the row's maximum, so that a tail of single spans stays visible. */
function bar(index: number, count: number, step: number, highest: number): string {
  if (count === 0) return "";
  const height = Math.max(1.5, (Math.sqrt(count) / highest) * (BASE - 3));
  return `M${(index * step + 0.4).toFixed(1)} ${BASE}v${(-height).toFixed(1)}h${(step - 0.8).toFixed(1)}V${BASE}z`;
}

/** The column's head: a legend for the two lines, and the axis. */
export function HistogramAxis({ axis }: { readonly axis: LogAxis }) {
  return (
    <span className={styles.spreadAxis}>
      <span className={styles.spreadKey}>
        Durations
        <span>
          <i />
          p50
        </span>
        <span>
          <i className={styles.dashed} />
          p95
        </span>
      </span>
      <svg width={HISTOGRAM_WIDTH} height="14" aria-hidden="true">
        {axis.labels.map(({ value, text, middle }) => (
          <text key={value} x={Number(middle.toFixed(1))} y="11" textAnchor="middle">
            {text}
          </text>
        ))}
      </svg>
    </span>
  );
}

const TREND_WIDTH = 96;
export const TREND_HEIGHT = 24;
/** The axis spans an eighth to eight times its middle. */
const REACH = Math.log(8);
const PAD = 3;

interface RowTrendProps {
  readonly name: string;
  /** Seconds; null where nothing started. */
  readonly trend: readonly (number | null)[];
  readonly p50: number;
}

/** How a name's median changes over the run, 96 × 24, from ÷8 to ×8 around its overall median. */
export function RowTrend({ name, trend, p50 }: RowTrendProps) {
  const { path, bridges, last } = placeTrend(trend, p50);
  const known = trend.filter((value) => value !== null);
  const [first, end] = [known[0], known.at(-1)];
  const label =
    first === undefined || end === undefined
      ? `${formatText(name)}: no trend`
      : `${formatText(name)}: p50 from ${formatDurationText(first)} to ${formatDurationText(end)} over the run`;
  return (
    <svg className={drawing.picture} width={TREND_WIDTH} height={TREND_HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <path className={drawing.axis} d={`M0 ${TREND_HEIGHT / 2}H${TREND_WIDTH}`} />
      {bridges !== "" && <path className={styles.bridge} d={bridges} />}
      <path className={styles.p50Line} d={path} />
      {last && <circle className={drawing.colored} cx={last[0]} cy={last[1]} r="2.2" />}
    </svg>
  );
}

interface TrendLine {
  /** Joins adjacent slices. */
  readonly path: string;
  /** Bridges slices in which nothing started. */
  readonly bridges: string;
  readonly last: readonly [x: number, y: number] | undefined;
}

/** @param middle centre of the axis; no line unless it is above 0 */
export function placeTrend(trend: readonly (number | null)[], middle: number): TrendLine {
  let path = "";
  let bridges = "";
  let last: readonly [number, number] | undefined;
  let joined = false;
  for (const [index, value] of trend.entries()) {
    if (value === null || !(middle > 0)) {
      joined = false;
      continue;
    }
    const share = value > 0 ? Math.max(-1, Math.min(1, Math.log(value / middle) / REACH)) : -1;
    const x = PAD + (index / Math.max(1, trend.length - 1)) * (TREND_WIDTH - 2 * PAD);
    const y = TREND_HEIGHT / 2 - share * (TREND_HEIGHT / 2 - PAD);
    const here = `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
    if (!joined && last) bridges += `M${last.join(" ")}L${here}`;
    last = [Number(x.toFixed(1)), Number(y.toFixed(1))];
    // A slice between empty ones is a dot: a zero-length line with round caps.
    path += joined ? `L${here}` : `M${here}h0`;
    joined = true;
  }
  return { path, bridges, last };
}
