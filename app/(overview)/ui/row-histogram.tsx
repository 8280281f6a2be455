/** The durations of one name, 164 × 26, on the axis that all rows share. */
import { formatCount, formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { type LogAxis, placeOnAxis } from "../../charts/draw/ticks.ts";
import styles from "./names.module.css";

/** Of the histogram in a row, and of the axis in the head of its column: pixels. */
export const HISTOGRAM_WIDTH = 164;
const HEIGHT = 26;
const BASE = HEIGHT - 1.5;

interface RowHistogramProps {
  readonly name: string;
  readonly axis: LogAxis;
  /** Counts per bin, evenly spread over the axis. */
  readonly bins: readonly number[];
  /** Seconds. */
  readonly p50: number;
  readonly p95: number;
  /** Spans at 0 that a log axis cannot show. */
  readonly unplaced: number;
}

export function RowHistogram({ name, axis, bins, p50, p95, unplaced }: RowHistogramProps) {
  const highest = Math.sqrt(Math.max(1, ...bins));
  const step = HISTOGRAM_WIDTH / bins.length;
  const lost = unplaced > 0 ? `, ${formatCount(unplaced)} at 0 not drawn` : "";
  const label = `${formatText(name)}: p50 ${formatDurationText(p50)}, p95 ${formatDurationText(p95)}${lost}`;
  return (
    <svg className={styles.spread} width={HISTOGRAM_WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      {axis.ticks.map((tick) => (
        <path key={tick} className={styles.grid} d={`M${placeOnAxis(axis, tick, HISTOGRAM_WIDTH)} 0V${BASE}`} />
      ))}
      <path className={styles.bars} d={bins.map((count, index) => bar(index, count, step, highest)).join("")} />
      <path className={styles.base} d={`M0 ${BASE + 0.5}H${HISTOGRAM_WIDTH}`} />
      {p50 > 0 && <path className={styles.p50} d={`M${placeOnAxis(axis, p50, HISTOGRAM_WIDTH)} 2V${BASE}`} />}
      {p95 > 0 && <path className={styles.p95} d={`M${placeOnAxis(axis, p95, HISTOGRAM_WIDTH)} 2V${BASE}`} />}
    </svg>
  );
}

/** Height √count of the row's own maximum: a tail of single spans stays visible. */
function bar(index: number, count: number, step: number, highest: number): string {
  if (count === 0) return "";
  const height = Math.max(1.5, (Math.sqrt(count) / highest) * (BASE - 3));
  return `M${(index * step + 0.4).toFixed(1)} ${BASE}v${(-height).toFixed(1)}h${(step - 0.8).toFixed(1)}V${BASE}z`;
}

/** The head of the column: what the two lines are, and the axis. */
export function HistogramAxis({ axis }: { readonly axis: LogAxis }) {
  return (
    <span className={styles.spreadAxis}>
      <span className={styles.spreadKey}>
        Durations
        <span>
          <i className={styles.solid} />
          p50
        </span>
        <span>
          <i className={styles.dashed} />
          p95
        </span>
      </span>
      <svg width={HISTOGRAM_WIDTH} height="14" aria-hidden="true">
        {axis.labels.map(({ value, text }) => {
          const x = placeOnAxis(axis, value, HISTOGRAM_WIDTH);
          const anchor = x < 18 ? "start" : x > HISTOGRAM_WIDTH - 18 ? "end" : "middle";
          return (
            <text
              key={value}
              x={anchor === "start" ? 0 : anchor === "end" ? HISTOGRAM_WIDTH : x}
              y="11"
              textAnchor={anchor}
            >
              {text}
            </text>
          );
        })}
      </svg>
    </span>
  );
}
