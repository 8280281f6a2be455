/** How the median of one name changes over the run, 96 × 24, on ÷8 to ×8 around the row's own. */

import { formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import styles from "./row-trend.module.css";
import { placeTrend, TREND_HEIGHT, TREND_WIDTH } from "./trend-path.ts";

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
    <svg className={styles.chart} width={TREND_WIDTH} height={TREND_HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <path className={styles.middle} d={`M0 ${TREND_HEIGHT / 2}H${TREND_WIDTH}`} />
      {bridges !== "" && <path className={styles.bridge} d={bridges} />}
      <path className={styles.line} d={path} />
      {last && <circle className={styles.last} cx={last[0]} cy={last[1]} r="2.2" />}
    </svg>
  );
}
