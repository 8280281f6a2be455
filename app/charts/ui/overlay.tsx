/** A chart's overlay: the labelled selection, the ring around a point, the band up to p95, the tooltip. */
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import { boundsOf, type ChartArea, frameOf, outlineOf, toPixel } from "../draw/area.ts";
import { fade } from "../draw/colors.ts";
import { findPixels, placeLabel, spreadLabels } from "../draw/label-places.ts";
import { axesOf, type Place, type Region } from "../draw/region.ts";
import { shortenText } from "../draw/shorten-text.ts";
import type { Figure } from "../figure.ts";
import type { Tip, Trend } from "../model.ts";
import styles from "./plot.module.css";
import { PlotTexts } from "./plot-texts.tsx";

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
      <g clipPath={`url(#${clip})`}>{band && <Band area={area} trend={band} />}</g>
      <Beside figure={figure} area={area} />
      <PlotTexts figure={figure} area={area} />
      {region && <Marked figure={figure} area={area} region={region} label={label} clip={`url(#${clip})`} />}
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
const LABEL = { height: 17, pad: 8, size: 11, weight: 600 } as const;

let context: CanvasRenderingContext2D | null = null;

function measureText(text: string, font: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * LABEL.size * 0.6;
  context.font = font;
  return context.measureText(text).width;
}

function cutToWidth(text: string, font: string, width: number): string {
  let length = text.length;
  while (length > LEAST && measureText(shortenText(text, length), font) > width) length--;
  return shortenText(text, length);
}

/** Characters. */
const LEAST = 8;

function Marked({
  figure,
  area,
  region,
  label,
  clip,
}: Omit<PlotOverlayProps, "hovered" | "band" | "region"> & { region: Region; clip: string }) {
  const { colors } = figure;
  const [across, up] = axesOf(region);
  const points = useMemo(() => findPixels(figure.data, area, [across, up]), [figure, area, across, up]);
  const outline = outlineOf(area, region);
  const box = boundsOf(outline);
  const frame = frameOf(area, [across, up]);
  const font = `${LABEL.weight} ${LABEL.size}px ${colors.font}`;
  const text = cutToWidth(label, font, frame.right - frame.left - 4 - 2 * LABEL.pad);
  const width = measureText(text, font) + 2 * LABEL.pad;
  const [x, y] = placeLabel(box, { width, height: LABEL.height }, frame, points);
  return (
    <g data-region={region.kind}>
      <path
        d={path(outline, true)}
        fill={fade(colors.accent, 0.055)}
        stroke={colors.accent}
        strokeWidth={1.25}
        clipPath={clip}
      />
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
            clipPath={clip}
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
            fontSize={LABEL.size}
            fontWeight={LABEL.weight}
          >
            {text}
          </text>
        </>
      )}
    </g>
  );
}

const BESIDE = { height: 13, gap: 5 } as const;

/** Names of the lines that end beside the plot, apart from each other, each joined to its line. */
function Beside({ figure: { beside, colors }, area }: Pick<PlotOverlayProps, "figure" | "area">) {
  if (!beside) return null;
  const { top, bottom } = frameOf(area);
  const left = toPixel(area, "x2", beside.end);
  const seen = beside.names
    .map(([value, text]) => ({ text, at: toPixel(area, "y", value) }))
    .filter(({ at }) => at >= top - 1 && at <= bottom + 1)
    .sort((a, b) => a.at - b.at || (a.text < b.text ? 1 : -1));
  const places = spreadLabels(
    seen.map(({ at }) => at),
    BESIDE.height,
    [top, bottom],
  );
  return (
    <g data-beside={seen.length}>
      {seen.map(({ text, at }, i) => {
        const y = places[i] ?? at;
        return (
          <g key={text}>
            <path
              d={path([
                [left, at],
                [left + BESIDE.gap, y],
              ])}
              fill="none"
              stroke={colors.ink2}
              strokeWidth={1}
            />
            <text x={left + BESIDE.gap + 2} y={y + 4} fill={colors.ink2} fontFamily={colors.font} fontSize={11}>
              {text}
            </text>
          </g>
        );
      })}
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
