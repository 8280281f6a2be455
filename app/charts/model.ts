/** The shapes that the makers of charts share. */
import type { Data, Layout, XAxisName, YAxisName } from "plotly.js/lib/core";
import type { DensityGrid } from "../../lib/stats/density.ts";
import type { ResultColumn, Row } from "../ui/table/result-columns.ts";
import type { ChartColors, Group } from "./draw/colors.ts";
import type { AxisPair, Region } from "./draw/region.ts";
import type { Scale } from "./draw/scale.ts";
import type { TickScale } from "./draw/ticks.ts";

/** The columns that a chart shows. */
export interface ChartAxes {
  /** The type of plot, by its key in the registry. */
  readonly plot: string;
  readonly x: ResultColumn | null;
  /** Null where the plot counts rows. */
  readonly y: ResultColumn | null;
  readonly color: ResultColumn | null;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Empty in a plot of X and Y. */
  readonly dims: readonly ResultColumn[];
  readonly trend: boolean;
  readonly margins: boolean;
}

export interface ChartInput {
  readonly axes: ChartAxes;
  readonly rows: readonly Row[];
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  /** Span names in order of their first id in the file. */
  readonly names: readonly string[];
  /** For a colour by tag: its values in order of their first id. */
  readonly values?: readonly string[] | undefined;
  readonly colors: ChartColors;
  /** Keys of the groups that were hidden in the legend. */
  readonly hidden: ReadonlySet<string>;
  /** Indices of the rows that are selected; null without a selection. */
  readonly selected?: ReadonlySet<number> | null;
  /** Too many rows for a chart: how many lie where. `rows` are the slowest of them then. */
  readonly grid?: DensityGrid | null;
  /** What a row is called in sentences: "row", "span". */
  readonly noun?: string;
}

/** What the pointer on a mark shows: the figure first, then where. */
export interface Tip {
  readonly figure: string;
  readonly where: readonly string[];
}

/** A point of a trace; a cell of a heat map has two numbers. */
export type PointNumber = number | readonly [number, number];

export interface Trace {
  readonly data: Data;
  /** The rows of its points, in their order; below 0 for a point that is none. */
  readonly rows?: readonly number[];
  /** What to say of points that are no rows. */
  readonly tip?: (point: PointNumber) => Tip | undefined;
}

export interface AxisView {
  readonly scale: TickScale;
  readonly title: string;
  /** Ends in the axis's own values, also where it is logarithmic. */
  readonly ends: readonly [number, number];
  /** Without its line, or without anything written at it either. */
  readonly bare?: "line" | "all";
}

export type AxisName = XAxisName | YAxisName;

/** An axis and its part of the chart's width or height. */
export interface PlacedAxis {
  readonly name: AxisName;
  readonly view: AxisView;
  /** From 0 to 1, given the pixels that there are. */
  readonly domain: (pixels: number) => readonly [number, number];
  /** The axis that it stands at. */
  readonly anchor: AxisName;
}

/** What one plot type makes of the rows. */
export interface Layer {
  readonly traces: readonly Trace[];
  readonly layout?: Partial<Layout>;
  readonly x: AxisView;
  readonly y: AxisView;
  /** Axes besides the first two. */
  readonly more?: readonly PlacedAxis[];
  /** The part of width and height that the first two take: all of it, unless this is given. */
  readonly main?: {
    readonly x: PlacedAxis["domain"];
    readonly y: PlacedAxis["domain"];
    /** The axis that the x axis stands at, when it is not the first y axis. */
    readonly anchor?: AxisName;
  };
  /** Rows that are in the picture. */
  readonly drawn: number;
  /** The rest of the sentence "960 of 960 rows …". */
  readonly caption: string;
  /** Its rows are counted in the cells of a grid, not drawn one by one. */
  readonly gridded?: boolean;
  /** What is not in the picture, besides what the axes leave out. */
  readonly notes?: readonly string[];
  /** Largest count of a cell, in a picture whose colours are counts. */
  readonly densest?: number;
  /** The rows that lie in a region of the first two axes; without it, nothing can be selected. */
  readonly pick?: (region: Region) => number[];
  /** The pairs of axes in which boxes mark rows, where they are not the first two. */
  readonly frames?: readonly AxisPair[];
  /** How many rows lie in a region, where `pick` does not know all of them: about. */
  readonly count?: (region: Region) => number;
  /** Rows that the picture is of, where it is not given all of them. */
  readonly total?: number;
  /** The same as a table, when it is not one of rows. */
  readonly table?: () => ChartTable;
  /** Lines that say how each group goes, where there are. */
  readonly trends?: readonly Trend[];
}

/** How one group goes along x. */
export interface Trend {
  readonly group: Group;
  readonly x: readonly number[];
  readonly p50: readonly number[];
  readonly p95: readonly number[];
}

export interface Prepared extends ChartInput {
  readonly x: Scale;
  readonly y: Scale | null;
  /** Of a plot that shows several columns. */
  readonly dims: readonly Scale[];
  /** Without the hidden ones. */
  readonly groups: readonly Group[];
  readonly noun: string;
}

/** One entry in the list of plot types. */
export interface PlotKind {
  /** What the choice of plot types calls it. */
  readonly name: string;
  readonly make: (chart: Prepared) => Layer;
  /** What stands on x: values along a line, or values side by side, each in its place. */
  readonly x: "along" | "places";
  /** "column", or what its y axis counts instead. */
  readonly y: "column" | { readonly counts: string; readonly why: string; readonly canLog: boolean };
  /** It shows several columns at once instead of X and Y; more than `max` are too small to be read. */
  readonly several?: {
    readonly max: number /** What is most worth seeing stands last. */;
    readonly firstIsLast?: boolean;
  };
  /** It can have trend lines, and bars in its margins. */
  readonly extras?: boolean;
}

/** A chart as a table. */
export interface ChartTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows there are beyond these. */
  readonly more: number;
}

/** A grid on the axes of a chart, in their values: starts count from the origin. */
export interface PlacedGrid {
  readonly grid: DensityGrid;
  readonly x: Scale;
  readonly y: Scale;
  readonly edgesX: readonly number[];
  readonly edgesY: readonly number[];
}

/** The rows of one colour at one place. */
export interface BoxGroup {
  readonly group: number;
  readonly place: number;
  /** Where its middle is on the x axis. */
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
