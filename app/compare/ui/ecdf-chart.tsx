/** ECDFs of both sides; the tail gets as much room as the rest. */
"use client";

import { useState } from "react";
import { formatDurationText, formatShare } from "../../../lib/model/format.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import { type CurveMarks, MARKED_SHARES, TAIL_END, TAIL_SHARES, tailScale } from "../../../lib/stats/ecdf.ts";
import { valueAtShare } from "../../../lib/stats/number-bins.ts";
import { formatTailShare } from "../../charts/draw/tick-texts.ts";
import drawing from "../../ui/drawing.module.css";
import { DurationAxis, useChartSize } from "./chart-frame.tsx";
import {
  drawBetween,
  drawLine,
  hasAreaBetween,
  makeScales,
  placeAtTop,
  placeCurve,
  placeText,
  type Scales,
  shareAt,
} from "./curve-geometry.ts";
import styles from "./curves.module.css";
import { describeSpread, NOTHING_ABOVE_0 } from "./words.ts";

export function EcdfChart({ spread }: { readonly spread: CompareNameAnswer }) {
  const { baseline, candidate } = spread;
  const [ref, size] = useChartSize();
  const [at, setAt] = useState<number | null>(null);
  // Of calls at 0, the first step is none that a log axis can show.
  const ends = [baseline, candidate].flatMap(({ points, marks }) => [
    points.find(([seconds]) => seconds > 0)?.[0] ?? 0,
    marks?.max ?? 0,
  ]);
  const scales = makeScales(ends, size);
  const baselinePlaces = placeCurve(baseline.points, scales);
  const candidatePlaces = placeCurve(candidate.points, scales);
  const isEmpty = !ends.some((seconds) => seconds > 0);
  const { left, right, top, bottom, x, y, low, high } = scales;
  const longest = [baseline, candidate].map(({ marks }) => (marks ? formatDurationText(marks.max) : "none"));
  const above = `${spread.basis.exact ? "" : "≥ "}${joinPair(longest)}, above the scale`;
  const rises = [baseline, candidate].flatMap(({ marks }) => (marks && marks.max > 0 ? [x(marks.max)] : []));
  const follow = (clientX: number, element: Element) => {
    const place = clientX - element.getBoundingClientRect().left;
    const share = (place - left) / (right - left);
    setAt(share >= 0 && share <= 1 ? valueAtShare({ low, high, log: true }, share) : null);
  };
  if (isEmpty) return <p className="notice">{NOTHING_ABOVE_0}</p>;
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
          transform={`translate(10 ${(top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          share of calls at or below (tail scale)
        </text>
        {hasAreaBetween(baseline.points, candidate.points) && (
          <path className={styles.between} d={drawBetween(baselinePlaces, candidatePlaces)} />
        )}
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
        <text
          className={styles.label}
          x={at === null ? placeAtTop(`max ${above}`, rises, scales) : left + 12}
          y={top + 16}
        >
          {at === null ? (
            <>
              <tspan>max</tspan> {above}
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

/** `124 ms to 58.7 ms`, `5.00 ms in both`. */
function joinPair([a = "", b = ""]: readonly string[]): string {
  return a === b && a !== "none" ? `${a} in both` : `${a} to ${b}`;
}

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
    const text = joinPair([baseline[figure], candidate[figure]].map(formatDurationText));
    const place = placeText(`${figure} ${text}`, [first, last], scales);
    return (
      <g key={figure}>
        <path className={drawing.mark} d={`M${from} ${y}H${to}`} />
        <circle className={styles.markA} cx={from} cy={y} r="3.8" />
        <circle className={styles.markB} cx={to} cy={y} r="3.8" />
        <text className={styles.label} x={place.x} y={place.below ? y + 16 : y - 8}>
          <tspan>{figure}</tspan> {text}
        </text>
      </g>
    );
  });
}
