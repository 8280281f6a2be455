/** ECDFs of both sides; the tail gets as much room as the rest. */
"use client";

import { useState } from "react";
import { formatDurationText, formatShare } from "../../../lib/model/format.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import { type CurveMarks, MARKED_SHARES, TAIL_END, TAIL_SHARES, tailScale } from "../../../lib/stats/ecdf.ts";
import { valueAtShare } from "../../../lib/stats/number-bins.ts";
import { formatTailShare } from "../../charts/draw/ticks.ts";
import drawing from "../../ui/drawing.module.css";
import { DurationAxis, useChartSize } from "./chart-frame.tsx";
import { drawBetween, drawLine, makeScales, placeCurve, type Scales, shareAt } from "./curve-geometry.ts";
import styles from "./curves.module.css";
import { describeSpread } from "./words.ts";

export function EcdfChart({ spread }: { readonly spread: CompareNameAnswer }) {
  const { baseline, candidate } = spread;
  const [ref, size] = useChartSize();
  const [at, setAt] = useState<number | null>(null);
  const ends = [baseline, candidate].flatMap(({ points, marks }) => [points[0]?.[0] ?? 0, marks?.max ?? 0]);
  const scales = makeScales(ends, size);
  const baselinePlaces = placeCurve(baseline.points, scales);
  const candidatePlaces = placeCurve(candidate.points, scales);
  const both = baseline.marks && candidate.marks;
  const { left, right, top, bottom, x, y, low, high } = scales;
  const follow = (clientX: number, element: Element) => {
    const place = clientX - element.getBoundingClientRect().left;
    const share = (place - left) / (right - left);
    setAt(share >= 0 && share <= 1 ? valueAtShare({ low, high, log: true }, share) : null);
  };
  return (
    <div className={styles.box} ref={ref}>
      <svg
        className={styles.chart}
        width={size.width}
        height={size.height}
        role="img"
        aria-label={describeSpread(spread)}
        onPointerMove={(event) => follow(event.clientX, event.currentTarget)}
        onPointerLeave={() => setAt(null)}
      >
        {TAIL_SHARES.filter((share) => tailScale(share) <= TAIL_END).map((share) => (
          <g key={share}>
            <path className={drawing.grid} d={`M${left} ${y(share)}H${right}`} />
            <text x={left - 8} y={y(share) + 4} textAnchor="end">
              {formatTailShare(share)}
            </text>
          </g>
        ))}
        <DurationAxis scales={scales} />
        <text
          className={drawing.words}
          transform={`translate(12 ${(top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          share of calls at or below (tail scale)
        </text>
        {both && <path className={styles.between} d={drawBetween(baselinePlaces, candidatePlaces)} />}
        {baseline.count > 0 && <path className={styles.lineA} d={drawLine(baselinePlaces)} />}
        {candidate.count > 0 && <path className={styles.lineB} d={drawLine(candidatePlaces)} />}
        {at !== null && <path className={styles.cross} d={`M${x(at)} ${top}V${bottom}`} />}
        {baseline.marks && candidate.marks && (
          <JoinedMarks
            baseline={baseline.marks}
            candidate={candidate.marks}
            least={Math.min(baseline.count, candidate.count)}
            scales={scales}
          />
        )}
        <text className={styles.label} x={left + 12} y={top + 16}>
          {at === null ? (
            <>
              <tspan>max</tspan> {spread.basis.exact ? "" : "≥ "}
              {[baseline, candidate].map(({ marks }) => (marks ? formatDurationText(marks.max) : "none")).join(" to ")},
              above the scale
            </>
          ) : (
            <>
              <tspan>{formatDurationText(at)}</tspan> A {formatShare(shareAt(baseline.points, at))}, B{" "}
              {formatShare(shareAt(candidate.points, at))} at or below
            </>
          )}
        </text>
      </svg>
    </div>
  );
}

/** Calls needed for at least one to lie beyond the share. */
const MIN_CALLS = { p50: 1, p95: 20, p99: 100 } as const;
const TEXT_WIDTH = 170;

interface CurveMarksProps {
  readonly baseline: CurveMarks;
  readonly candidate: CurveMarks;
  /** Calls of the side with fewer. */
  readonly least: number;
  readonly scales: Scales;
}

/** p50, p95 and p99 of both sides, joined and labelled with their change. */
function JoinedMarks({ baseline, candidate, least, scales }: CurveMarksProps) {
  const shown = (["p50", "p95", "p99"] as const).filter((figure) => least >= MIN_CALLS[figure]);
  return shown.map((figure) => {
    const y = scales.y(MARKED_SHARES[figure]);
    const [from, to] = [scales.x(baseline[figure]), scales.x(candidate[figure])];
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    // There is room below and to the right of a curve, or above and to the left.
    const below = last + TEXT_WIDTH < scales.right;
    // Between the two marks if there is room on neither side.
    const before = first - TEXT_WIDTH > scales.left;
    return (
      <g key={figure}>
        <path className={drawing.mark} d={`M${from} ${y}H${to}`} />
        <circle className={styles.markA} cx={from} cy={y} r="3.8" />
        <circle className={styles.markB} cx={to} cy={y} r="3.8" />
        <text
          className={styles.label}
          x={below ? last + 11 : before ? first - 11 : first + 11}
          y={below ? y + 16 : y - 8}
          textAnchor={!below && before ? "end" : "start"}
        >
          <tspan>{figure}</tspan> {formatDurationText(baseline[figure])} to {formatDurationText(candidate[figure])}
        </text>
      </g>
    );
  });
}
