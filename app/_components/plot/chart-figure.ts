/** From the rows of a result to what Plotly draws. Pure: colours come in, nothing is looked up. */
import type { Data, Layout, LayoutAxis } from "plotly.js/lib/core";
import { formatCount } from "../../../lib/format.ts";
import { makeTicks } from "./axis-ticks.ts";
import { makeBoxPlot } from "./chart-box.ts";
import type { ChartColors } from "./chart-colors.ts";
import { type Group, groupRows } from "./chart-groups.ts";
import { makeHeatmap } from "./chart-heatmap.ts";
import { makeHistogram } from "./chart-histogram.ts";
import { makePoints } from "./chart-points.ts";
import { makeScale, type Scale } from "./chart-scale.ts";
import { escapeText } from "./chart-text.ts";
import type { AxisView, ChartInput, Layer, Prepared } from "./chart-types.ts";

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly x: AxisView;
  readonly y: AxisView;
  readonly drawn: number;
  /** "960 of 960 rows in 6 boxes; …" */
  readonly sentence: string;
  /** What is not in the picture, and why. */
  readonly notes: readonly string[];
  /** All groups, hidden ones too; empty without a colour column. */
  readonly legend: readonly Group[];
  readonly densest: number | undefined;
  readonly tips: NonNullable<Layer["tips"]>;
}

const MAKERS = {
  scatter: makePoints,
  line: makePoints,
  histogram: makeHistogram,
  box: makeBoxPlot,
  heatmap: makeHeatmap,
} as const;

function prepare(input: ChartInput, legend: readonly Group[]): Prepared {
  const { axes, rows, origin, hidden } = input;
  const sideBySide = axes.plot === "box";
  return {
    ...input,
    x: makeScale(axes.x, rows, { log: axes.logX, origin, sideBySide }),
    y: axes.y && makeScale(axes.y, rows, { log: axes.logY, origin }),
    groups: legend.filter((group) => !hidden.has(group.key)),
  };
}

export function makeFigure(input: ChartInput): Figure {
  const { axes, rows, colors } = input;
  const legend = groupRows(axes.color, rows, input);
  const chart = prepare(input, legend);
  const made = MAKERS[axes.plot](chart);
  const layer = made.drawn > 0 ? made : { ...made, x: makeBare(made.x), y: makeBare(made.y) };
  const total = formatCount(rows.length);
  return {
    data: layer.data,
    layout: { ...makeLayout(colors, layer), ...layer.layout },
    x: layer.x,
    y: layer.y,
    drawn: layer.drawn,
    sentence: `${formatCount(layer.drawn)} of ${total} rows ${layer.manner}`.trim(),
    notes: [chart.x, ...(chart.y ? [chart.y] : [])].flatMap(describeLosses),
    legend: axes.color ? legend : [],
    densest: layer.densest,
    tips: layer.tips ?? (() => undefined),
  };
}

/** Nothing is drawn: an axis with figures would say that something could be. */
function makeBare(axis: AxisView): AxisView {
  return { ...axis, scale: { log: false, unit: "plain", categories: [] }, ends: [0, 1] };
}

function describeLosses({ missing, zeros, negative, rare, title, column }: Scale): string[] {
  const notes: string[] = [];
  if (zeros > 0) notes.push(`${formatCount(zeros)} at ${negative ? "or below " : ""}0 not drawn`);
  if (missing > 0) notes.push(`${formatCount(missing)} without ${column?.label ?? title}`);
  if (rare.rows > 0)
    notes.push(
      `${formatCount(rare.rows)} in ${formatCount(rare.categories)} rarer values of ${column?.label ?? title} not drawn`,
    );
  return notes;
}

/** Pixels that an axis has before it is measured. */
const USUAL = { x: 490, y: 540 } as const;
const CHARACTER = 6.2;

/** How many ticks with text fit. */
function findRoom({ scale }: AxisView, which: "x" | "y", pixels: number): number {
  if (which === "y") return pixels / (scale.categories ? 24 : 90);
  if (!scale.categories) return pixels / 70;
  const longest = Math.max(1, ...scale.categories.map((text) => Math.min(18, text.length)));
  return pixels / (longest * CHARACTER + 12);
}

/**
 * The ticks for the part of an axis in view, in Plotly's words.
 * @param pixels length of the axis
 */
export function makeAxisTicks(
  axis: AxisView,
  which: "x" | "y",
  ends: readonly [number, number],
  pixels: number = USUAL[which],
) {
  const ticks = makeTicks(axis.scale, ends[0], ends[1], findRoom(axis, which, pixels));
  return {
    tickvals: [...ticks.values],
    ticktext: ticks.texts.map(escapeText),
    minor: { tickmode: "array" as const, tickvals: [...ticks.minor] },
  };
}

/** Plotly wants the ends of a log axis as powers of ten. */
export function toPlotlyRange({ scale, ends }: AxisView): [number, number] {
  return scale.log ? [Math.log10(ends[0]), Math.log10(ends[1])] : [ends[0], ends[1]];
}

export function fromPlotlyRange({ scale }: AxisView, [low, high]: readonly [number, number]): [number, number] {
  return scale.log ? [10 ** low, 10 ** high] : [low, high];
}

function makeAxis(colors: ChartColors, axis: AxisView, which: "x" | "y"): Partial<LayoutAxis> {
  const { minor, ...ticks } = makeAxisTicks(axis, which, axis.ends);
  return {
    // Set, never guessed: Plotly would take some texts and numbers for dates.
    type: axis.scale.log ? "log" : "linear",
    range: toPlotlyRange(axis),
    title: { text: escapeText(axis.title), font: { size: 11, color: colors.ink2 }, standoff: which === "x" ? 8 : 12 },
    tickmode: "array",
    ...ticks,
    tickangle: 0,
    tickfont: { size: 11, color: colors.ink3 },
    ticks: axis.scale.log ? "outside" : "",
    ticklen: 5,
    tickcolor: colors.line2,
    minor: { ...minor, ticks: axis.scale.log ? "outside" : "", ticklen: 3, tickcolor: colors.line2 },
    showgrid: !(which === "x" && axis.scale.categories),
    gridcolor: colors.grid,
    griddash: "solid",
    zeroline: false,
    showline: true,
    linecolor: colors.line2,
    linewidth: 1,
    automargin: false,
    fixedrange: false,
  };
}

/** Long texts at the ticks of the y axis need more than the usual 62 pixels. */
function leftMargin(y: AxisView): number {
  const longest = Math.max(
    0,
    ...makeTicks(y.scale, y.ends[0], y.ends[1], findRoom(y, "y", USUAL.y)).texts.map((text) => text.length),
  );
  return Math.max(62, Math.min(150, 36 + longest * 6));
}

function makeLayout(colors: ChartColors, layer: Layer): Partial<Layout> {
  return {
    autosize: true,
    margin: { l: leftMargin(layer.y), r: 16, t: 10, b: 40 },
    paper_bgcolor: colors.bg,
    plot_bgcolor: colors.bg,
    font: { family: colors.font, size: 11, color: colors.ink2 },
    showlegend: false,
    hovermode: "closest",
    // Without these two, Plotly looks for the nearest point over the whole picture, for seconds.
    hoverdistance: 10,
    spikedistance: 10,
    dragmode: "zoom",
    xaxis: makeAxis(colors, layer.x, "x"),
    yaxis: makeAxis(colors, layer.y, "y"),
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colors.ink3, activecolor: colors.ink },
  };
}
