/** Histograms of both sides, overlaid: shares of each side's own calls. */
"use client";

import { formatShare } from "../../../lib/model/format.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import { binEdges } from "../../../lib/stats/number-bins.ts";
import drawing from "../../ui/drawing.module.css";
import { DurationAxis, useChartSize } from "./chart-frame.tsx";
import { makeScales, type Scales } from "./curve-geometry.ts";
import styles from "./curves.module.css";
import { describeSpread, NOTHING_ABOVE_0 } from "./words.ts";

export function HistogramChart({ spread }: { readonly spread: CompareNameAnswer }) {
  const { baseline, candidate, histograms } = spread;
  const [ref, size] = useChartSize();
  const scales = makeScales([histograms.low, histograms.high], size);
  const sides = [shares(histograms.baseline, baseline.count), shares(histograms.candidate, candidate.count)] as const;
  const highest = Math.max(1e-9, ...sides[0], ...sides[1]);
  const { left, right, bottom, top } = scales;
  const y = (share: number) => bottom - (share / (highest * 1.06)) * (bottom - top);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * highest);
  const outline = (values: readonly number[]) => drawSteps(values, histograms, scales, y);
  if (!(histograms.high > 0)) return <p className="notice">{NOTHING_ABOVE_0}</p>;
  return (
    <div className={styles.box} ref={ref}>
      <svg
        className={styles.chart}
        width={size.width}
        height={size.height}
        role="img"
        aria-label={describeSpread(spread)}
      >
        {ticks.map((share) => (
          <g key={share}>
            <path className={drawing.grid} d={`M${left} ${y(share)}H${right}`} />
            <text x={left - 8} y={y(share) + 4} textAnchor="end">
              {formatShare(share)}
            </text>
          </g>
        ))}
        <DurationAxis scales={scales} />
        <path className={`${drawing.crowd} ${styles.bars}`} d={outline(sides[0])} />
        <path className={drawing.shape} d={outline(sides[1])} />
        <text
          className={drawing.words}
          transform={`translate(10 ${(top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          share of calls
        </text>
      </svg>
    </div>
  );
}

function shares(counts: readonly number[], all: number): number[] {
  return counts.map((count) => (all > 0 ? count / all : 0));
}

/** Width of the only bar where all durations are the same, pixels. */
const BAR = 12;

function drawSteps(
  values: readonly number[],
  { low, high }: { readonly low: number; readonly high: number },
  { x, bottom }: Scales,
  y: (value: number) => number,
): string {
  if (!(high > low)) {
    const height = y(values.reduce((sum, value) => sum + value, 0)).toFixed(1);
    return `M${x(low) - BAR / 2} ${bottom}V${height}h${BAR}V${bottom}z`;
  }
  const edges = binEdges({ low, high, log: true, bins: values.length }).map(x);
  const steps = values.map((value, place) => `L${edges[place]} ${y(value).toFixed(1)}H${edges[place + 1]}`);
  return values.length === 0 ? "" : `M${edges[0]} ${bottom}${steps.join("")}V${bottom}`;
}
