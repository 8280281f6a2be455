/** p50, p95 and p99 of both sides, joined, with what became of them. */
import { formatDurationText } from "../../../lib/model/format.ts";
import { type CurveMarks, MARKED_SHARES } from "../../../lib/stats/ecdf.ts";
import styles from "./chart.module.css";
import type { Scales } from "./curve-geometry.ts";

/** A share needs so many calls that one lies beyond it. */
const LEAST_CALLS = { p50: 1, p95: 20, p99: 100 } as const;
const TEXT_WIDTH = 170;

interface CurveMarksProps {
  readonly a: CurveMarks;
  readonly b: CurveMarks;
  /** Calls of the side with fewer. */
  readonly least: number;
  readonly scales: Scales;
}

export function JoinedMarks({ a, b, least, scales }: CurveMarksProps) {
  const shown = (["p50", "p95", "p99"] as const).filter((figure) => least >= LEAST_CALLS[figure]);
  return shown.map((figure) => {
    const y = scales.y(MARKED_SHARES[figure]);
    const [left, right] = [scales.x(a[figure]), scales.x(b[figure])];
    const [first, last] = [Math.min(left, right), Math.max(left, right)];
    // Below and to the right of a curve there is room, or above and to the left.
    const below = last + TEXT_WIDTH < scales.right;
    // Between the two, where there is none on either side.
    const before = first - TEXT_WIDTH > scales.left;
    return (
      <g key={figure}>
        <path className={styles.join} d={`M${left} ${y}H${right}`} />
        <circle className={styles.markA} cx={left} cy={y} r="3.8" />
        <circle className={styles.markB} cx={right} cy={y} r="3.8" />
        <text
          className={styles.label}
          x={below ? last + 11 : before ? first - 11 : first + 11}
          y={below ? y + 16 : y - 8}
          textAnchor={!below && before ? "end" : "start"}
        >
          <tspan>{figure}</tspan> {formatDurationText(a[figure])} to {formatDurationText(b[figure])}
        </text>
      </g>
    );
  });
}
