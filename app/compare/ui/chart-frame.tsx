/** The frame of both duration charts: size, logarithmic axis, grid lines. */
"use client";

import { BETWEEN_POWERS, formatRoundDuration, powersOfTen } from "../../charts/draw/ticks.ts";
import { useMeasured } from "../../charts/ui/use-measured.ts";
import drawing from "../../ui/drawing.module.css";
import type { ChartSize, Scales } from "./curve-geometry.ts";

/** Room per axis text, with a gap. */
const TEXT_WIDTH = 56;

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
  const major = powersOfTen(low, high);
  const minor = powersOfTen(low, high, { factors: BETWEEN_POWERS });
  const every = Math.max(1, Math.ceil((TEXT_WIDTH * major.length) / Math.max(1, right - left)));
  // A range within one decade may contain no power of ten.
  const texts = major.length > 1 ? major.filter((_, place) => place % every === 0) : [...major, ...pick(minor)];
  return (
    <g>
      {major.map((value) => (
        <path key={value} className={drawing.grid} d={`M${x(value)} ${top}V${bottom}`} />
      ))}
      {minor.map((value) => (
        <path key={value} className={drawing.axis} d={`M${x(value)} ${bottom}v3`} />
      ))}
      <path className={drawing.axis} d={`M${left} ${top}V${bottom}H${right}`} />
      {texts.map((value) => (
        <text key={value} x={x(value)} y={bottom + 16} textAnchor="middle">
          {formatRoundDuration(value)}
        </text>
      ))}
      <text className={drawing.words} x={(left + right) / 2} y={bottom + 35} textAnchor="middle">
        duration (log)
      </text>
    </g>
  );
}

function pick(values: readonly number[]): number[] {
  const every = Math.ceil(values.length / 4);
  return values.filter((_, place) => place % every === 0);
}
