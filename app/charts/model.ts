/** Types shared by the chart kinds. */

import type { Data, Layout, XAxisName, YAxisName } from "plotly.js/lib/core";
import type { Colors } from "../../lib/model/colors.ts";
import type { DensityGrid } from "../../lib/stats/density.ts";
import type { ResultColumn, Row } from "../ui/table/result-columns.ts";
import type { ChartColors, Group } from "./draw/colors.ts";
import type { AxisPair, Place, Region } from "./draw/region.ts";
import type { Scale } from "./draw/scale.ts";
import type { TickScale } from "./draw/ticks.ts";

/** The columns a chart shows. */
export interface ChartAxes {
  /** The type of plot, by its key in the registry. */
  readonly plot: string;
  readonly x: ResultColumn | null;
  /** Null if the plot counts rows. */
  readonly y: ResultColumn | null;
  readonly color: ResultColumn | null;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Empty for plots of X and Y. */
  readonly dims: readonly ResultColumn[];
  /** Whether the axis of each of them is logarithmic. */
  readonly logDims: readonly boolean[];
  readonly trend: boolean;
  readonly margins: boolean;
}

export interface Whole {
  readonly total: number;
  /** Whether `total` and the counts of the grid are estimated from a sample, of which `rows` are. */
  readonly estimated: boolean;
}

export interface ChartInput {
  readonly axes: ChartAxes;
  readonly rows: readonly Row[];
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  /** Those of the colour column's values, if they are not to depend on these rows. */
  readonly valueColors?: Colors | undefined;
  readonly colors: ChartColors;
  /** Keys of groups hidden in the legend. */
  readonly hidden: ReadonlySet<string>;
  /** Indices of the selected rows; null without a selection. */
  readonly selected?: ReadonlySet<number> | null;
  /** Density, if there are too many rows for a chart; `rows` then holds only the slowest. */
  readonly grid?: DensityGrid | null;
  /** The type of each row's error, if rows are spans and any has one. */
  readonly errors?: readonly (string | null)[] | undefined;
  /** All that the chart is of, if `rows` does not hold it. */
  readonly of?: Whole | undefined;
  /** The noun for a row in sentences: "row", "span". */
  readonly noun?: string;
}

/** A mark's tooltip: the figure first, then its position. */
export interface Tip {
  readonly figure: string;
  readonly where: readonly string[];
}

/** A point of a trace; a heat map's cell has two numbers. */
export type PointNumber = number | readonly [number, number];

export interface Trace {
  readonly data: Data;
  /** The row of each point, in order; negative for a point that does not stand for one. */
  readonly rows?: readonly number[];
  /** Marks points of other traces. */
  readonly over?: boolean;
  /** Tooltips of points that do not stand for a row. */
  readonly tip?: (point: PointNumber) => Tip | undefined;
}

export interface AxisView {
  readonly scale: TickScale;
  readonly title: string;
  /** Ends in the axis's own values, even on a log axis. */
  readonly ends: readonly [number, number];
  /** Omits the axis line, or the texts as well. */
  readonly bare?: "line" | "all";
}

export type AxisName = XAxisName | YAxisName;

/** An axis and its share of the chart's width or height. */
export interface PlacedAxis {
  readonly name: AxisName;
  readonly view: AxisView;
  /** From 0 to 1, given the available pixels. */
  readonly domain: (pixels: number) => readonly [number, number];
  /** The axis it is anchored to. */
  readonly anchor: AxisName;
}

/** What a plot type produces from the rows. */
export interface Layer {
  readonly traces: readonly Trace[];
  readonly layout?: Partial<Layout>;
  readonly x: AxisView;
  readonly y: AxisView;
  /** Axes besides the first two. */
  readonly more?: readonly PlacedAxis[];
  /** The share of width and height for the first two axes; all of it by default. */
  readonly main?: {
    readonly x: PlacedAxis["domain"];
    readonly y: PlacedAxis["domain"];
    /** The axis the x axis is anchored to, if not the first y axis. */
    readonly anchor?: AxisName;
  };
  /** Rows drawn. */
  readonly drawn: number;
  /** The rest of the sentence "960 of 960 rows …". */
  readonly caption: string;
  /** Rows are counted in a grid, not drawn individually. */
  readonly gridded?: boolean;
  /** What is not drawn, besides what the axes leave out. */
  readonly notes?: readonly string[];
  /** What the marks over the points stand for, and what they leave out. */
  readonly marks?: readonly string[];
  /** Largest count of a cell, if colours stand for counts. */
  readonly densest?: number;
  /** The rows in a region of the first two axes; without it, nothing can be selected. */
  readonly pick?: (region: Region) => number[];
  /** Pairs of axes in which boxes select rows, if not the first two. */
  readonly frames?: readonly AxisPair[];
  /** Estimates the rows in a region, if `pick` does not know all of them. */
  readonly count?: (region: Region) => number;
  /** Rows the plot represents, if it is not given all of them. */
  readonly total?: number;
  /** The chart as a table, if not simply its rows. */
  readonly table?: () => ChartTable;
  /** Lines that end beside the plot, by their value on its y axis, and where on the second x axis. */
  readonly beside?: Beside;
  /** Written beside their marks where there is room. */
  readonly medians?: readonly MedianLabel[];
  /** Vertical axes at 0, 1, 2 … of the first x axis; their ticks are written beside them where there is room. */
  readonly uprights?: readonly UprightTicks[];
  /** Trend lines per group, if any. */
  readonly trends?: readonly Trend[];
}

export interface Beside {
  readonly names: readonly (readonly [value: number, name: string])[];
  readonly end: number;
}

/** The median of a box or violin, as a text, in the values of the first two axes. */
export interface MedianLabel {
  readonly text: string;
  readonly at: Place;
  /** What the box or violin covers, in rectangles. */
  readonly marks: readonly Extent[];
}

/** The ticks of a vertical axis within a chart. */
export interface UprightTicks {
  /** By their height on the first y axis. */
  readonly ticks: readonly (readonly [height: number, text: string])[];
  /** Names, which may be cut, not figures. */
  readonly areNames: boolean;
}

export interface Extent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** The trend of one group along x. */
export interface Trend {
  readonly group: Group;
  readonly x: readonly number[];
  readonly p50: readonly number[];
  readonly p95: readonly number[];
}

export interface Prepared extends ChartInput {
  readonly x: Scale;
  readonly y: Scale | null;
  /** Scales of a multi-column plot. */
  readonly dims: readonly Scale[];
  /** Visible groups only. */
  readonly groups: readonly Group[];
  readonly noun: string;
}

/** One entry in the list of plot types. */
export interface PlotKind {
  /** Its label in the menu of plot types. */
  readonly name: string;
  readonly make: (chart: Prepared) => Layer;
  /** What x shows: values along an axis, or categories side by side. */
  readonly x: "along" | "places";
  /** "column", or what its y axis counts instead. */
  readonly y: "column" | { readonly counts: string; readonly why: string; readonly canLog: boolean };
  /** Shows several columns at once instead of X and Y; beyond `max` they are too small to read. */
  readonly several?: {
    readonly max: number;
    /** The most important column goes last, not first. */
    readonly firstIsLast?: boolean;
  };
  /** Can have trend lines and marginal histograms. */
  readonly extras?: boolean;
}

/** A chart as a table. */
export interface ChartTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Number of further rows. */
  readonly more: number;
}

/** A grid on a chart's axes, in axis values: starts relative to the origin. */
export interface PlacedGrid {
  readonly grid: DensityGrid;
  readonly x: Scale;
  readonly y: Scale;
  readonly edgesX: readonly number[];
  readonly edgesY: readonly number[];
}

/** The rows of one colour at one position. */
export interface BoxGroup {
  readonly group: number;
  readonly place: number;
  /** Its centre on the x axis. */
  middle: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly rows: readonly number[];
  /** Its values, ascending. */
  readonly sorted: Float64Array;
}
