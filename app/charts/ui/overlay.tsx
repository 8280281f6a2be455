/** A chart's overlay: the labelled selection, the ring around a point, the band up to p95, the tooltip. */
import { useLayoutEffect, useRef, useState } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import { boundsOf, type ChartArea, frameOf, outlineOf, toPixel } from "../draw/area.ts";
import { fade } from "../draw/colors.ts";
import { axesOf, type Place, type Region } from "../draw/region.ts";
import type { Figure } from "../figure.ts";
import type { Tip, Trend } from "../model.ts";
import styles from "./plot.module.css";

interface PlotOverlayProps {
  readonly figure: Figure;
  readonly area: ChartArea;
  readonly region: Region | null;
  /** "48 spans, 5.0 % of compress". */
  readonly label: string;
  /** The ringed row. */
  readonly hovered: number | undefined;
  readonly band: Trend | undefined;
}

/** Styled by attributes instead of classes, so that a saved picture keeps its styles. */
export function PlotOverlay({ figure, area, region, label, hovered, band }: PlotOverlayProps) {
  const { left, top, right, bottom } = frameOf(area, region ? axesOf(region) : undefined);
  const clip = "plot-frame";
  return (
    <svg className={styles.overlay} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={left} y={top} width={Math.max(0, right - left)} height={Math.max(0, bottom - top)} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {band && <Band area={area} trend={band} />}
        {region && <Marked figure={figure} area={area} region={region} label={label} />}
      </g>
      {hovered !== undefined && <Rings figure={figure} area={area} row={hovered} />}
    </svg>
  );
}

function path(places: readonly Place[], close = false): string {
  const steps = places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`);
  return steps.length === 0 ? "" : `M${steps.join("L")}${close ? "Z" : ""}`;
}

function Band({ area, trend }: { readonly area: ChartArea; readonly trend: Trend }) {
  const at = (values: readonly number[]) =>
    values.map((value, i): Place => [toPixel(area, "x", trend.x[i] ?? 0), toPixel(area, "y", value)]);
  const [upper, lower] = [at(trend.p95), at(trend.p50)];
  return (
    <g data-band={trend.group.label}>
      <path d={path([...upper, ...lower.toReversed()], true)} fill={fade(trend.group.color, 0.1)} />
      <path d={path(upper)} fill="none" stroke={trend.group.color} strokeWidth={1} strokeDasharray="3 3" />
    </g>
  );
}

const HANDLE = 6;
const LABEL = { height: 17, character: 6.1, pad: 8, gap: 8 } as const;

function Marked({
  figure,
  area,
  region,
  label,
}: Omit<PlotOverlayProps, "hovered" | "band" | "region"> & { region: Region }) {
  const { colors } = figure;
  const outline = outlineOf(area, region);
  const box = boundsOf(outline);
  const frame = frameOf(area, axesOf(region));
  const width = label.length * LABEL.character + 2 * LABEL.pad;
  const x = Math.max(frame.left + 2, Math.min(box.left + LABEL.gap, frame.right - width - 2));
  const y = Math.max(frame.top + 2, Math.min(box.top + LABEL.gap, frame.bottom - LABEL.height - 2));
  return (
    <g data-region={region.kind}>
      <path d={path(outline, true)} fill={fade(colors.accent, 0.055)} stroke={colors.accent} strokeWidth={1.25} />
      {region.kind === "box" &&
        outline.map(([cx, cy]) => (
          <rect
            key={`${cx} ${cy}`}
            x={cx - HANDLE / 2}
            y={cy - HANDLE / 2}
            width={HANDLE}
            height={HANDLE}
            fill={colors.bg}
            stroke={colors.accent}
            strokeWidth={1.25}
          />
        ))}
      {label && (
        <>
          <rect x={x} y={y} width={width} height={LABEL.height} rx={2} fill={colors.accent} />
          <text
            x={x + LABEL.pad}
            y={y + 12.5}
            fill={colors.onAccent}
            fontFamily={colors.font}
            fontSize={11}
            fontWeight={600}
          >
            {label}
          </text>
        </>
      )}
    </g>
  );
}

function Rings({ figure, area, row }: { readonly figure: Figure; readonly area: ChartArea; readonly row: number }) {
  const { colors } = figure;
  return figure.marksOf(row).map(({ x, y, at }) => {
    const [cx, cy] = [toPixel(area, x, at[0]), toPixel(area, y, at[1])];
    if (Number.isNaN(cx) || Number.isNaN(cy)) return null;
    return (
      <g key={`${x} ${y} ${cx} ${cy}`} data-ring={row}>
        <circle cx={cx} cy={cy} r={6} fill="none" stroke={colors.bg} strokeWidth={3.5} />
        <circle cx={cx} cy={cy} r={6} fill="none" stroke={colors.ink} strokeWidth={1.75} />
      </g>
    );
  });
}

const GAP = 16;

interface PlotTipProps {
  readonly tip: Tip;
  /** The mark's position, pixels from the chart's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** The tooltip: the figure first, then its position. Shown beside the mark, never over it. */
export function PlotTip({ tip, x, y }: PlotTipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: x + GAP, top: y });
  useLayoutEffect(() => {
    const element = box.current;
    const room = element?.parentElement;
    if (!element || !room) return;
    const left = x + GAP + element.offsetWidth > room.clientWidth ? x - GAP - element.offsetWidth : x + GAP;
    const top = Math.max(0, Math.min(y - element.offsetHeight / 2, room.clientHeight - element.offsetHeight));
    setAt({ left: Math.max(0, left), top });
  }, [x, y]);
  return (
    <div ref={box} className={styles.tip} style={at} aria-hidden="true">
      <b>{showText(tip.figure)}</b>
      {tip.where.map((line) => (
        <span key={line}>{showText(line)}</span>
      ))}
    </div>
  );
}
