/** Start by duration: span density, with the slowest as points. Selecting a part opens "why slow" for it in Explore. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { formatCounted, formatDurationText, needsDates } from "../../../lib/model/format.ts";
import { formatRegion } from "../../../lib/model/region.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SlowSpan } from "../../../lib/queries/self-times.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";
import { LOG_DURATIONS } from "../../charts/draw/log-axis.ts";
import { fitLabels, textWidth } from "../../charts/draw/text-width.ts";
import { makeTicks } from "../../charts/draw/ticks.ts";
import { useMeasured } from "../../charts/ui/use-measured.ts";
import { scopeOf } from "../../shell/scope-href.ts";
import styles from "./heatmap.module.css";
import { type CellRange, cellPaths, edgesOf, indexCells, rangeBetween } from "./heatmap-cells.ts";
import type { HeatmapFigures } from "./heatmap-figures.ts";
import { HeatmapPoints, HeatmapSide, HeatmapTip } from "./heatmap-parts.tsx";

export interface HeatmapProps {
  readonly figures: HeatmapFigures;
  readonly slowest: readonly SlowSpan[];
}

/** Until the axis of starts is measured, pixels. */
const USUAL_WIDTH = 960;
/** A usual text of it, with a gap. */
const START_WIDTH = 150;
/** How far its texts may reach into the column before it, and towards the texts after it. */
const BEFORE = 40;
const AFTER = 4;

function widthOf({ clientWidth }: HTMLElement): number {
  return Math.max(1, clientWidth);
}

type Cell = readonly [column: number, line: number];

export function Heatmap({ figures, slowest }: HeatmapProps) {
  const { heatmap, layers, nameCount, zero } = figures;
  const { x, y } = heatmap;
  const paths = useMemo(() => cellPaths(heatmap), [heatmap]);
  const index = useMemo(() => indexCells(layers), [layers]);
  const params = useSearchParams();
  const router = useRouter();
  const area = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Cell | null>(null);
  const [from, setFrom] = useState<Cell | null>(null);
  const range = at && rangeBetween(from ?? at, at);

  const cellOf = (event: PointerEvent): Cell => {
    const box = area.current?.getBoundingClientRect() ?? new DOMRect();
    const within = (share: number, bins: number) => Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    const column = within((event.clientX - box.left) / box.width, x.bins);
    return [column, y.bins - 1 - within((event.clientY - box.top) / box.height, y.bins)];
  };
  const explore = (region: CellRange) => {
    const next = scopeOf(new URLSearchParams(params));
    next.set("x", "start");
    next.set("y", "duration");
    next.set("sel", formatRegion({ kind: "box", ...edgesOf(heatmap, region) }) ?? "");
    next.set("why", "selection");
    router.push(`/explore?${next}`);
  };
  const release = () => {
    const dragged = from && at && (from[0] !== at[0] || from[1] !== at[1]);
    setFrom(null);
    if (dragged && range) explore(range);
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === "Enter" && range) explore(range);
    else if (event.key === "Escape" && from) setFrom(null);
    else if (step) {
      const now = at ?? [Math.floor(x.bins / 2), Math.floor(y.bins / 2)];
      setFrom(event.shiftKey ? (from ?? now) : null);
      setAt([clamp(now[0] + step[0], x.bins), clamp(now[1] + step[1], y.bins)]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const top = makeTicks(LOG_DURATIONS, y.low, y.high, 7);
  const datesFrom = zero.dated || needsDates(x.low, x.high) ? zero.origin : undefined;
  const [starts, width] = useMeasured<HTMLDivElement, number>(USUAL_WIDTH, widthOf);
  const times = { log: false, unit: "start", categories: null, datesFrom } as const;
  const across = makeTicks(times, x.low, x.high, width / START_WIDTH);
  const labels = fitLabels(
    across.values.map((value) => shareOf(x, value) * width),
    { lengths: across.texts.map((text) => textWidth(text)), low: -BEFORE, high: width + AFTER, gap: 12 },
  );
  return (
    <div className={styles.chart}>
      <div className={styles.lines} aria-hidden="true">
        {top.values.map((value, tick) => (
          <span key={value} style={{ bottom: `${100 * shareOf(y, value)}%` }}>
            {top.texts[tick]}
          </span>
        ))}
      </div>
      <div className={styles.area}>
        <svg className={styles.grid} width="100%" height="100%" aria-hidden="true">
          {top.values.map((value) => {
            const height = `${100 - 100 * shareOf(y, value)}%`;
            return <line key={value} x1="0" x2="100%" y1={height} y2={height} />;
          })}
        </svg>
        <svg
          className={styles.cells}
          viewBox={`0 0 ${x.bins} ${y.bins}`}
          width="100%"
          height="100%"
          preserveAspectRatio="none"
          role="img"
          aria-label={summarize(figures, slowest)}
        >
          {paths.map(({ step, d }) => (
            <path key={step} d={d} fill={`var(--seq${step})`} />
          ))}
          {range && <Frame range={range} lines={y.bins} dragged={from !== null} />}
        </svg>
        <button
          ref={area}
          type="button"
          className={styles.ground}
          aria-label="Cells: arrow keys move, with Shift they select, Enter asks why"
          onPointerMove={(event) => setAt(cellOf(event))}
          onPointerLeave={() => !from && setAt(null)}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setAt(cellOf(event));
            setFrom(cellOf(event));
          }}
          onPointerUp={release}
          onPointerCancel={() => setFrom(null)}
          onKeyDown={press}
          onBlur={() => setAt(null)}
        />
        <HeatmapPoints slowest={slowest} grid={heatmap} zero={zero} />
        {at && range && (
          <HeatmapTip
            at={at}
            range={range}
            grid={heatmap}
            zero={zero}
            index={index}
            layers={layers}
            dragged={from !== null}
          />
        )}
      </div>
      <HeatmapSide grid={heatmap} layers={layers} nameCount={nameCount} />
      <div ref={starts} className={styles.starts} aria-hidden="true">
        {labels.map(({ index, middle }) => (
          <span key={index} style={{ left: `${Number(((100 * middle) / width).toFixed(3))}%` }}>
            {across.texts[index]}
          </span>
        ))}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function clamp(place: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, place));
}

interface FrameProps {
  readonly range: CellRange;
  readonly lines: number;
  readonly dragged: boolean;
}

function Frame({ range: { fromColumn, toColumn, fromLine, toLine }, lines, dragged }: FrameProps) {
  return (
    <rect
      className={dragged ? styles.region : styles.cell}
      x={fromColumn}
      y={lines - 1 - toLine}
      width={toColumn - fromColumn + 1}
      height={toLine - fromLine + 1}
    />
  );
}

function summarize(
  { heatmap: { drawn, x, y }, nameCount }: HeatmapProps["figures"],
  slowest: readonly SlowSpan[],
): string {
  const [first] = slowest;
  const worst = first ? ` The slowest is ${formatText(first.name)}, ${formatDurationText(first.duration)}.` : "";
  return `${formatCounted(drawn, "span")} of ${formatCounted(nameCount, "name")} over ${formatDurationText(
    x.high - x.low,
  )}, from ${formatDurationText(y.low)} to ${formatDurationText(y.high)}.${worst}`;
}
