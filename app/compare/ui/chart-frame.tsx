/** The frame of both duration charts: size, logarithmic axis, grid lines. */
"use client";

import { LOG_DURATIONS } from "../../charts/draw/log-axis.ts";
import { fitLabels, textWidth } from "../../charts/draw/text-width.ts";
import { makeTicks } from "../../charts/draw/ticks.ts";
import { useMeasured } from "../../charts/ui/use-measured.ts";
import drawing from "../../ui/drawing.module.css";
import type { ChartSize, Scales } from "./curve-geometry.ts";

/** A usual axis text with a gap. */
const TEXT_WIDTH = 56;
/** Between two axis texts, and how far those at the ends may reach beyond the axis. */
const GAP = 12;
const EDGE = 10;

/** Until the real size is measured. */
const DEFAULT_SIZE: ChartSize = { width: 720, height: 440 };

function sizeOf(element: HTMLElement): ChartSize {
  const { width, height } = element.getBoundingClientRect();
  return { width: Math.floor(width), height: Math.floor(height) };
}

export function useChartSize() {
  return useMeasured<HTMLDivElement, ChartSize>(DEFAULT_SIZE, sizeOf);
}

export function DurationAxis({ scales }: { readonly scales: Scales }) {
  const { low, high, left, right, top, bottom, x } = scales;
  const { values, texts, minor } = makeTicks(LOG_DURATIONS, low, high, (right - left) / TEXT_WIDTH);
  const labels = fitLabels(values.map(x), {
    lengths: texts.map((text) => textWidth(text)),
    ...{ low: left - EDGE, high: right + EDGE, gap: GAP },
  });
  return (
    <g>
      {values.map((value) => (
        <path key={value} className={drawing.grid} d={`M${x(value)} ${top}V${bottom}`} />
      ))}
      {minor.map((value) => (
        <path key={value} className={drawing.axis} d={`M${x(value)} ${bottom}v3`} />
      ))}
      <path className={drawing.axis} d={`M${left} ${top}V${bottom}H${right}`} />
      {labels.map(({ index, middle }) => (
        <text key={index} x={middle} y={bottom + 16} textAnchor="middle">
          {texts[index]}
        </text>
      ))}
      <text className={drawing.words} x={(left + right) / 2} y={bottom + 35} textAnchor="middle">
        duration (log)
      </text>
    </g>
  );
}
