/** Converts a result's rows to what Plotly draws, and to sentences about it. Pure: colours are passed in. */
import type { Data, Layout } from "plotly.js/lib/core";
import { formatCount, formatCounted, formatShare } from "../../lib/model/format.ts";
import { describeFarOff } from "../../lib/stats/main-range.ts";
import type { Axes } from "./axis-choice.ts";
import { findMargin, listAxes, type Margin, makeLayout } from "./draw/axis-layout.ts";
import { type ChartColors, type Group, groupRows } from "./draw/colors.ts";
import { describeEnd } from "./draw/failed.ts";
import { describeRow } from "./draw/marks.ts";
import type { Region } from "./draw/region.ts";
import { makeScale, type Scale } from "./draw/scale.ts";
import { listRows } from "./draw/table.ts";
import type {
  AxisName,
  AxisView,
  ChartInput,
  ChartTable,
  Layer,
  PlacedAxis,
  PointNumber,
  Prepared,
  Tip,
  Trend,
  Whole,
} from "./model.ts";
import { kindOf } from "./registry.ts";

/** A point in a figure: values on two of its axes. */
export interface Mark {
  readonly x: AxisName;
  readonly y: AxisName;
  readonly at: readonly [number, number];
}

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly x: AxisView;
  readonly y: AxisView;
  readonly axes: readonly PlacedAxis[];
  readonly margin: Margin;
  readonly colors: ChartColors;
  readonly drawn: number;
  /** "960 of 960 rows in 6 boxes; …" */
  readonly sentence: string;
  /** The sentence's words, without its figures. */
  readonly caption: string;
  /** What is not drawn and why, and what marks stand for. */
  readonly notes: readonly string[];
  /** All groups, including hidden ones; empty without a colour column. */
  readonly legend: readonly Group[];
  readonly densest: number | undefined;
  readonly trends: readonly Trend[];
  readonly beside: Layer["beside"];
  readonly medians: Layer["medians"];
  readonly uprights: Layer["uprights"];
  readonly tips: (trace: number, point: PointNumber) => Tip | undefined;
  /** The row a point stands for. */
  readonly rowAt: (trace: number, point: PointNumber) => number | undefined;
  /** The points at which a row is drawn. */
  readonly marksOf: (row: number) => readonly Mark[];
  /** The rows in a region; undefined if nothing can be selected. */
  readonly pick: Layer["pick"];
  readonly frames: Layer["frames"];
  /** Number of rows in a region; an estimate for a density grid. */
  readonly count: (region: Region) => { readonly rows: number; readonly about: boolean };
  /** Rows the figure represents. */
  readonly total: number;
  /** Whether that is estimated. */
  readonly estimated: boolean;
  readonly table: () => ChartTable;
}

function prepare(input: FigureInput, legend: readonly Group[]): Prepared {
  const { axes, rows, origin, hidden, grid } = input;
  const sideBySide = kindOf(axes.plot).x === "places";
  return {
    ...input,
    noun: input.noun ?? "row",
    x: makeScale(axes.x, rows, { log: axes.logX, origin, sideBySide, categories: grid?.x.categories }),
    y: axes.y && makeScale(axes.y, rows, { log: axes.logY, origin, categories: grid?.y.categories }),
    dims: axes.dims.map((column, i) => makeScale(column, rows, { log: axes.logDims[i] ?? false, origin })),
    groups: legend.filter((group) => !hidden.has(group.key)),
  };
}

/** Input of a figure. */
export interface FigureInput extends ChartInput {
  readonly axes: Axes;
}

export function makeFigure(input: FigureInput): Figure {
  const { axes, rows, colors } = input;
  const legend = groupRows(axes.color, rows, input);
  const chart = prepare(input, legend);
  const kind = kindOf(axes.plot);
  const made = kind.make(chart);
  const layer = made.drawn > 0 ? made : makeEmpty(made, kind.several !== undefined);
  const total = Math.max(layer.total ?? rows.length, input.of?.total ?? 0);
  const estimated = input.of?.estimated ?? false;
  const { pick } = layer;
  return {
    data: layer.traces.map(({ data }) => data),
    layout: makeLayout(colors, layer),
    x: layer.x,
    y: layer.y,
    axes: listAxes(layer),
    margin: findMargin(layer),
    colors,
    drawn: layer.drawn,
    sentence: describeDrawn(layer, { total, estimated }, chart.noun),
    caption: layer.caption,
    notes: [
      ...(layer.notes ??
        (kind.several ? chart.dims : chart.y ? [chart.x, chart.y] : [chart.x]).flatMap(describeLosses)),
      ...(layer.marks ?? []),
    ].map((note) => (estimated && layer.gridded ? `≈ ${note}` : note)),
    legend: axes.color ? legend : [],
    densest: layer.densest,
    trends: layer.trends ?? [],
    beside: layer.beside,
    medians: layer.medians,
    uprights: layer.uprights,
    ...findPoints(chart, layer),
    pick,
    frames: layer.frames,
    count: (region) =>
      layer.count ? { rows: layer.count(region), about: true } : { rows: pick?.(region).length ?? 0, about: false },
    total,
    estimated,
    table: layer.table ?? (() => listRows(chart)),
  };
}

/** "960 of 960 rows in 6 boxes", "980,114 in a density grid, all 500 slowest as points". */
function describeDrawn({ drawn, caption, gridded }: Layer, { total, estimated }: Whole, noun: string): string {
  const about = estimated ? "≈ " : "";
  if (gridded) return `${about}${formatCount(drawn)} ${caption}`;
  const rest = caption === "" || caption.startsWith(",") ? caption : ` ${caption}`;
  return `${formatCount(drawn)} of ${about}${formatCounted(total, noun)}${rest}`;
}

/** Looks up single points: their rows, positions and tooltips. */
function findPoints(chart: Prepared, { traces }: Layer): Pick<Figure, "tips" | "rowAt" | "marksOf"> {
  const rowAt = (trace: number, point: PointNumber) => {
    const row = typeof point === "number" ? traces[trace]?.rows?.[point] : undefined;
    return row === undefined || row < 0 ? undefined : row;
  };
  return {
    rowAt,
    tips: (trace, point) => {
      const own = traces[trace]?.tip;
      if (own) return own(point);
      const row = rowAt(trace, point);
      return row === undefined ? undefined : describeFailing(chart, row);
    },
    marksOf: (wanted) =>
      traces.flatMap(({ rows = [], over, data }) => {
        if (over) return [];
        const {
          x = [],
          y = [],
          xaxis = "x",
          yaxis = "y",
        } = data as Record<"x" | "y", number[]> & Record<"xaxis" | "yaxis", AxisName | undefined>;
        const marks: Mark[] = [];
        for (let i = rows.indexOf(wanted); i >= 0; i = rows.indexOf(wanted, i + 1))
          marks.push({ x: xaxis, y: yaxis, at: [x[i] ?? Number.NaN, y[i] ?? Number.NaN] });
        return marks;
      }),
  };
}

/** A row's tooltip, with how its span ended if that was an error. */
function describeFailing(chart: Prepared, row: number): Tip {
  const tip = describeRow(chart, row);
  return { ...tip, where: [...tip.where, ...describeEnd(chart, row)] };
}

/** Two lines, without ticks or grid: labelled axes would suggest data. */
function makeEmpty(layer: Layer, isOfSeveral: boolean): Layer {
  const { main: _, beside: __, medians: ___, uprights: ____, ...rest } = layer;
  const bare = ({ title }: AxisView): AxisView => ({
    scale: { log: false, unit: "plain", categories: [] },
    title: isOfSeveral ? "" : title,
    ends: [0, 1],
  });
  return { ...rest, traces: [], x: bare(layer.x), y: bare(layer.y), more: [] };
}

function describeLosses({ missing, zeros, negative, far, rare, title, column }: Scale): string[] {
  const notes: string[] = [];
  if (zeros > 0) notes.push(`${formatCount(zeros)} at ${negative ? "or below " : ""}0 not drawn`);
  if (missing > 0) notes.push(`${formatCount(missing)} without ${column?.label ?? title}`);
  if (far.earlier + far.later > 0) notes.push(describeFarOff(far.earlier, far.later, formatCount));
  if (rare.rows > 0)
    notes.push(
      `${formatCount(rare.rows)} in ${formatCount(rare.categories)} rarer values of ${column?.label ?? title} not drawn`,
    );
  return notes;
}

/** Describes the plot in one sentence, as its text alternative. */
export function describePlot({ plot, x, y, color, dims }: Axes, { sentence, notes }: Figure): string {
  const over =
    dims.length > 0
      ? dims.map(({ label }) => label).join(", ")
      : y
        ? `${y.label} over ${x?.label}`
        : (x?.label ?? "nothing");
  const colored = color ? `, colored by ${color.label}` : "";
  return [`${kindOf(plot).name} of ${over}${colored}: ${sentence}`, ...notes].join("; ");
}

/**
 * "48 spans, 5.0 % of compress".
 * @param counted the number of rows, if known
 */
export function describeRegion(
  figure: Figure,
  region: Region,
  noun: string,
  whole: string | undefined,
  counted: number | undefined,
): string {
  const found = counted === undefined ? figure.count(region) : { rows: counted, about: false };
  const { rows } = found;
  const about = found.about || figure.estimated;
  const share = figure.total > 0 ? formatShare(rows / figure.total) : "0 %";
  const of = whole ?? `${formatCount(figure.total)}`;
  return `${about ? "≈ " : ""}${formatCount(rows)} ${noun}${rows === 1 ? "" : "s"}, ${share} of ${of}`;
}
