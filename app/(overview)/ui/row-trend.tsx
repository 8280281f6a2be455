/** How the median of one name changes over the run, 96 × 24, on ÷8 to ×8 around the row's own. */
import { formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import styles from "./names.module.css";

const TREND_WIDTH = 96;
export const TREND_HEIGHT = 24;
/** The axis goes from an eighth to eight times the middle. */
const REACH = Math.log(8);
const PAD = 3;

interface RowTrendProps {
  readonly name: string;
  /** Seconds; null where nothing started. */
  readonly trend: readonly (number | null)[];
  readonly p50: number;
}

export function RowTrend({ name, trend, p50 }: RowTrendProps) {
  const { path, bridges, last } = placeTrend(trend, p50);
  const known = trend.filter((value) => value !== null);
  const [first, end] = [known[0], known.at(-1)];
  const label =
    first === undefined || end === undefined
      ? `${formatText(name)}: no trend`
      : `${formatText(name)}: p50 from ${formatDurationText(first)} to ${formatDurationText(end)} over the run`;
  return (
    <svg className={styles.trendLine} width={TREND_WIDTH} height={TREND_HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <path className={styles.middle} d={`M0 ${TREND_HEIGHT / 2}H${TREND_WIDTH}`} />
      {bridges !== "" && <path className={styles.bridge} d={bridges} />}
      <path className={styles.p50Line} d={path} />
      {last && <circle className={styles.last} cx={last[0]} cy={last[1]} r="2.2" />}
    </svg>
  );
}

interface TrendLine {
  /** From slice to slice. */
  readonly path: string;
  /** Over slices in which nothing started. */
  readonly bridges: string;
  readonly last: readonly [x: number, y: number] | undefined;
}

/** @param middle what the axis is around; without one that is above 0 there is no line */
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
    // A slice alone between empty ones is a dot: a line of no length with round ends.
    path += joined ? `L${here}` : `M${here}h0`;
    joined = true;
  }
  return { path, bridges, last };
}
