/** The shapes that the makers of charts share. */
import type { Data, Layout } from "plotly.js/lib/core";
import type { Row } from "../results/result-columns.ts";
import type { Axes } from "./axis-choice.ts";
import type { TickScale } from "./axis-ticks.ts";
import type { ChartColors } from "./chart-colors.ts";
import type { Group } from "./chart-groups.ts";
import type { Scale } from "./chart-scale.ts";

export interface ChartInput {
  readonly axes: Axes;
  readonly rows: readonly Row[];
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  /** Span names in order of their first id in the file. */
  readonly names: readonly string[];
  readonly colors: ChartColors;
  /** Keys of the groups that were hidden in the legend. */
  readonly hidden: ReadonlySet<string>;
}

/** What the pointer on a mark shows: the figure first, then where. */
export interface Tip {
  readonly figure: string;
  readonly where: readonly string[];
}

export interface AxisView {
  readonly scale: TickScale;
  readonly title: string;
  /** Ends in the axis's own values, also where it is logarithmic. */
  readonly ends: readonly [number, number];
}

/** What one plot type makes of the rows. */
export interface Layer {
  readonly data: Data[];
  readonly layout?: Partial<Layout>;
  readonly x: AxisView;
  readonly y: AxisView;
  /** Rows that are in the picture. */
  readonly drawn: number;
  /** The rest of the sentence "960 of 960 rows …". */
  readonly manner: string;
  /** By trace and point; undefined for marks without one. */
  readonly tips: ((trace: number, point: number | readonly [number, number]) => Tip | undefined) | undefined;
  /** Largest count of a cell, in a picture whose colours are counts. */
  readonly densest?: number;
}

export interface Prepared extends ChartInput {
  readonly x: Scale;
  readonly y: Scale | null;
  /** Without the hidden ones. */
  readonly groups: readonly Group[];
}
