/** Converts a figure's axes and texts to Plotly layout, for a chart of a given size. */
import type { Layout, LayoutAxis, XAxisName, YAxisName } from "plotly.js/lib/core";
import { showText } from "../../../lib/model/shown-text.ts";
import type { AxisName, AxisView, Layer, PlacedAxis } from "../model.ts";
import type { ChartColors } from "./colors.ts";
import { type AxisLength, fitTicks, GAPS } from "./fit-ticks.ts";
import { shortenTo } from "./shorten-text.ts";
import { textWidth } from "./text-width.ts";

/** Assumed size before a chart is measured, pixels. */
export const DEFAULT_SIZE = { width: 570, height: 590 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Escapes a text, which Plotly would parse as a subset of HTML, so that it shows verbatim and on one line. */
export function escapeText(text: string): string {
  return showText(text)
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\r\n\t]+/g, " ");
}

/** Orientation of an axis. */
export function sideOf(name: AxisName): "x" | "y" {
  return name.startsWith("x") ? "x" : "y";
}

/** Plotly's axis names: `x`, `x2`, `x3` …. */
export function nameAxis<Side extends "x" | "y">(which: Side, i: number) {
  return (i === 0 ? which : `${which}${i + 1}`) as Side extends "x" ? XAxisName : YAxisName;
}

export function indexOfAxis(name: AxisName): number {
  return Number(name.slice(1) || 1) - 1;
}

/** An axis's key in a layout: `xaxis2` for `x2`. */
export function layoutKey(name: AxisName): "xaxis" | "yaxis" {
  return `${sideOf(name)}axis${name.slice(1)}` as "xaxis" | "yaxis";
}

/** @param share of the chart */
export function lengthOf(pixels: number, [from, to]: readonly [number, number]): AxisLength {
  // An axis with a margin beside it still takes most of the chart.
  return { pixels: pixels * (to - from), isPart: to - from < 0.6 };
}

/** Ticks for the visible part of an axis, as Plotly layout. */
export function makeAxisTicks(axis: AxisView, which: "x" | "y", ends: readonly [number, number], length: AxisLength) {
  if (axis.bare === "all") return { tickvals: [], ticktext: [], minor: { tickmode: "array" as const, tickvals: [] } };
  const ticks = fitTicks(axis, which, ends, length);
  return {
    tickvals: [...ticks.values],
    ticktext: ticks.texts.map(escapeText),
    minor: { tickmode: "array" as const, tickvals: [...ticks.minor] },
  };
}

/** Plotly expects the ends of a log axis as exponents of ten. */
export function toPlotlyRange({ scale, ends }: AxisView): [number, number] {
  return scale.log ? [Math.log10(ends[0]), Math.log10(ends[1])] : [ends[0], ends[1]];
}

export function fromPlotlyRange({ scale }: AxisView, [low, high]: readonly [number, number]): [number, number] {
  return scale.log ? [10 ** low, 10 ** high] : [low, high];
}

const ALL = () => [0, 1] as const;

/** All axes of a layer, starting with the first two. */
export function listAxes({ x, y, main, more = [] }: Pick<Layer, "x" | "y" | "main" | "more">): PlacedAxis[] {
  return [
    { name: "x", view: x, domain: main?.x ?? ALL, anchor: main?.anchor ?? "y" },
    { name: "y", view: y, domain: main?.y ?? ALL, anchor: "x" },
    ...more,
  ];
}

/** Less of a title says nothing. */
const LEAST_TITLE = 40;
const LOG = / \(log\)$/;

/** Of axes in a row, one that has no room for its title has none: it would run into the next. */
function shortenTitle(title: string, { pixels, isPart }: AxisLength): string {
  const room = isPart ? pixels - GAPS.y : Math.max(LEAST_TITLE, pixels);
  const shown = textWidth(title) > room ? title.replace(LOG, "") : title;
  return room < LEAST_TITLE && textWidth(shown) > room ? "" : shortenTo(shown, room);
}

export function makeAxis(
  colors: ChartColors,
  { name, view, domain, anchor }: PlacedAxis,
  pixels: number,
): Partial<LayoutAxis> {
  const which = sideOf(name);
  const [from, to] = domain(pixels);
  const { minor, ...ticks } = makeAxisTicks(view, which, view.ends, lengthOf(pixels, [from, to]));
  const { log } = view.scale;
  return {
    // Set explicitly, as Plotly would mistake some texts and numbers for dates.
    type: log ? "log" : "linear",
    range: toPlotlyRange(view),
    domain: [from, to],
    anchor,
    title: {
      text: escapeText(shortenTitle(view.title, lengthOf(pixels, [from, to]))),
      font: { size: 11, color: colors.ink2 },
      standoff: which === "x" ? 8 : 12,
    },
    tickmode: "array",
    ...ticks,
    showticklabels: view.bare !== "all",
    tickangle: 0,
    tickfont: { size: 11, color: colors.ink3 },
    ticks: log && !view.bare ? "outside" : "",
    ticklen: 5,
    tickcolor: colors.line2,
    minor: { ...minor, ticks: log && !view.bare ? "outside" : "", ticklen: 3, tickcolor: colors.line2 },
    showgrid: !view.bare && !(which === "x" && view.scale.categories),
    gridcolor: colors.grid,
    griddash: "solid",
    zeroline: false,
    showline: !view.bare,
    linecolor: colors.line2,
    linewidth: 1,
    automargin: false,
    fixedrange: view.bare === "all",
  };
}

/** Around the texts of the y axis: the edge, the title, its distance, and the ticks. */
const LEFT = { least: 62, around: 38, most: 168 } as const;

/** Long tick texts on the y axis need more than the default 62 pixels. */
function leftMargin(axes: readonly PlacedAxis[]): number {
  const longest = axes
    .filter(({ name, anchor, view }) => sideOf(name) === "y" && anchor === "x" && !view.bare)
    .flatMap(({ view }) => makeAxisTicks(view, "y", view.ends, { pixels: DEFAULT_SIZE.height }).ticktext)
    .reduce((most, text) => Math.max(most, textWidth(text)), 0);
  return Math.round(Math.max(LEFT.least, Math.min(LEFT.most, LEFT.around + longest)));
}

export interface Margin {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

export function findMargin(layer: Layer): Margin {
  const { l, ...rest } = { l: 0, r: 16, t: 10, b: 40, ...layer.layout?.margin } as Margin;
  return { l: l || leftMargin(listAxes(layer)), ...rest };
}

/** Lays out the axes in a chart of this size. */
export function placeAxes(
  axes: readonly PlacedAxis[],
  margin: Margin,
  colors: ChartColors,
  size: Size,
): Partial<Layout> {
  const inner = { x: size.width - margin.l - margin.r, y: size.height - margin.t - margin.b };
  return Object.fromEntries(
    axes.map((axis) => [layoutKey(axis.name), makeAxis(colors, axis, Math.max(1, inner[sideOf(axis.name)]))]),
  ) as Partial<Layout>;
}

export function makeLayout(colors: ChartColors, layer: Layer): Partial<Layout> {
  const margin = findMargin(layer);
  return {
    autosize: true,
    paper_bgcolor: colors.bg,
    plot_bgcolor: colors.bg,
    font: { family: colors.font, size: 11, color: colors.ink2 },
    showlegend: false,
    hovermode: "closest",
    // Otherwise Plotly searches the whole picture for the nearest point, which takes seconds.
    hoverdistance: 10,
    spikedistance: 10,
    // Plain drags select, which we handle ourselves; only Shift-drags reach Plotly.
    dragmode: layer.pick ? "pan" : "zoom",
    ...placeAxes(listAxes(layer), margin, colors, DEFAULT_SIZE),
    ...layer.layout,
    margin: { ...margin, pad: 0, autoexpand: false },
  };
}
