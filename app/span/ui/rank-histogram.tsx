/** A name's duration histogram, 316 × 84, marking one span's position. */
import { aboutOf } from "../../../lib/model/basis.ts";
import { formatCount, formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import { makeLogAxis, placeOnAxis } from "../../charts/draw/log-axis.ts";
import drawing from "../../ui/drawing.module.css";
import styles from "./panel.module.css";

const WIDTH = 316;
const HEIGHT = 84;
/** Top and bottom of the bars: percentile names are above, the axis below. */
const TOP = 16;
const BASE = 66;
const MARKED = ["p50", "p95", "p99"] as const;
/** Half the width of a text such as "p99". */
const HALF_TEXT = 12;

interface RankHistogramProps {
  readonly rank: SpanRank;
  readonly name: string;
  /** Seconds. */
  readonly duration: number;
}

export function RankHistogram({ rank, name, duration }: RankHistogramProps) {
  const axis = makeLogAxis(rank.low, rank.high, WIDTH);
  const x = (seconds: number) => placeOnAxis(axis, seconds, WIDTH);
  const marks = MARKED.filter((mark) => rank[mark] > 0);
  const texts = spreadMarks(
    marks.map((mark) => x(rank[mark])),
    2 * HALF_TEXT,
    HALF_TEXT,
    WIDTH - HALF_TEXT,
  );
  const figures = MARKED.map((mark) => `${mark} ${aboutOf(rank.basis)}${formatDurationText(rank[mark])}`).join(", ");
  const about = aboutOf(rank.basis);
  const label = `${about}${formatCount(rank.count)} ${formatText(name)}: ${figures}; this one ${formatDurationText(duration)}`;
  const pin = x(duration);
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} role="img" aria-label={label}>
        <path className={styles.bars} d={barsPath(rank.bins)} />
        <path className={drawing.axis} d={`M0 ${BASE + 0.5}H${WIDTH}`} />
        {marks.map((mark, index) => (
          <g key={mark}>
            <path className={drawing.mark} d={`M${x(rank[mark])} ${TOP}V${BASE}`} />
            <text x={texts[index]} y="10" textAnchor="middle">
              {mark}
            </text>
          </g>
        ))}
        {axis.labels.map(({ value, text, middle }) => (
          <text key={value} x={Number(middle.toFixed(1))} y={HEIGHT - 3} textAnchor="middle">
            {text}
          </text>
        ))}
        {duration > 0 && (
          <g className={styles.pin}>
            <path d={`M${pin} ${TOP + 4}V${BASE}`} />
            <circle cx={pin} cy={TOP + 4} r="4" />
          </g>
        )}
      </svg>
      {rank.unplaced > 0 && (
        <figcaption className={styles.note}>
          {about}
          {formatCount(rank.unplaced)} at 0 not drawn
        </figcaption>
      )}
    </figure>
  );
}

/** Heights are √count, so that a tail of single spans stays visible. */
export function barsPath(bins: readonly number[]): string {
  const highest = Math.sqrt(Math.max(1, ...bins));
  const step = WIDTH / Math.max(1, bins.length);
  return bins
    .map((count, index) => {
      if (count === 0) return "";
      const height = Math.max(1.5, (Math.sqrt(count) / highest) * (BASE - TOP - 6));
      return `M${(index * step + 0.5).toFixed(1)} ${BASE}v${(-height).toFixed(1)}h${(step - 1).toFixed(1)}V${BASE}z`;
    })
    .join("");
}

/**
 * Spreads labels between `low` and `high` so that they do not overlap.
 * @param places ascending
 * @param room between two middles
 */
export function spreadMarks(places: readonly number[], room: number, low: number, high: number): number[] {
  const spread: number[] = [];
  for (const place of places) spread.push(Math.max(place, low, (spread.at(-1) ?? Number.NEGATIVE_INFINITY) + room));
  let limit = high;
  for (let index = spread.length - 1; index >= 0; index--) {
    spread[index] = Math.min(spread[index] ?? 0, limit);
    limit = (spread[index] ?? 0) - room;
  }
  return spread;
}
