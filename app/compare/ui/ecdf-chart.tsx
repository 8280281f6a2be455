/** The share of calls at or below a duration, of both sides; the tail has as much room as the rest. */
"use client";

import { useState } from "react";
import { formatDurationText, formatShare } from "../../../lib/model/format.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import styles from "./chart.module.css";
import { DurationAxis } from "./chart-frame.tsx";
import { drawBetween, drawLine, makeScales, placeCurve, SHARE_TICKS, shareAt } from "./curve-geometry.ts";
import { JoinedMarks } from "./curve-marks.tsx";
import { saySpread } from "./spread-words.ts";
import { useSize } from "./use-size.ts";

export function EcdfChart({ spread }: { readonly spread: CompareNameAnswer }) {
  const { a, b } = spread;
  const [ref, size] = useSize<HTMLDivElement>({ width: 720, height: 440 });
  const [at, setAt] = useState<number | null>(null);
  const ends = [a, b].flatMap(({ points, marks }) => [points[0]?.[0] ?? 0, marks?.max ?? 0]);
  const scales = makeScales(ends, size);
  const [placesA, placesB] = [placeCurve(a.points, scales), placeCurve(b.points, scales)];
  const both = a.marks && b.marks;
  const { left, right, top, bottom, x, y, low, high } = scales;
  const follow = (clientX: number, element: Element) => {
    const place = clientX - element.getBoundingClientRect().left;
    const share = (place - left) / (right - left);
    setAt(share >= 0 && share <= 1 ? low * (high / low) ** share : null);
  };
  return (
    <div className={styles.box} ref={ref}>
      <svg
        className={styles.chart}
        width={size.width}
        height={size.height}
        role="img"
        aria-label={saySpread(spread)}
        onPointerMove={(event) => follow(event.clientX, event.currentTarget)}
        onPointerLeave={() => setAt(null)}
      >
        {SHARE_TICKS.map((share) => (
          <g key={share}>
            <path className={styles.grid} d={`M${left} ${y(share)}H${right}`} />
            <text x={left - 8} y={y(share) + 4} textAnchor="end">
              {share === 0.999 ? "99.9 %" : `${Math.round(share * 100)} %`}
            </text>
          </g>
        ))}
        <DurationAxis scales={scales} />
        <text
          className={styles.title}
          transform={`translate(12 ${(top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          share of calls at or below (tail scale)
        </text>
        {both && <path className={styles.between} d={drawBetween(placesA, placesB)} />}
        {a.count > 0 && <path className={styles.lineA} d={drawLine(placesA)} />}
        {b.count > 0 && <path className={styles.lineB} d={drawLine(placesB)} />}
        {at !== null && <path className={styles.cross} d={`M${x(at)} ${top}V${bottom}`} />}
        {a.marks && b.marks && (
          <JoinedMarks a={a.marks} b={b.marks} least={Math.min(a.count, b.count)} scales={scales} />
        )}
        <text className={styles.label} x={left + 12} y={top + 16}>
          {at === null ? (
            <>
              <tspan>max</tspan>{" "}
              {[a, b].map(({ marks }) => (marks ? formatDurationText(marks.max) : "none")).join(" to ")}, above the
              scale
            </>
          ) : (
            <>
              <tspan>{formatDurationText(at)}</tspan> A {formatShare(shareAt(a.points, at))}, B{" "}
              {formatShare(shareAt(b.points, at))} at or below
            </>
          )}
        </text>
      </svg>
    </div>
  );
}
