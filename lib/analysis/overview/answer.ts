/** The figures of the overview: plain data, so that it can cross process and network boundaries. */
import type { Basis, Interval } from "../../model/basis.ts";
import type { TimeZero } from "../../model/format.ts";
import type { DensityGrid } from "../../stats/density.ts";
import type { DurationFigures, LogHistogram } from "../../stats/name-figures.ts";

export interface NameFigures extends DurationFigures, LogHistogram {
  readonly name: string;
  readonly count: number;
  /** Of these, failed or unfinished. */
  readonly errors: number;
  /** Of these, unfinished. */
  readonly unfinished: number;
  /** Whether these two are counted among all spans, also if the other figures are of a sample. */
  readonly errorsCounted: boolean;
  /** Share of the traced time, 0 to 1; above 1 if spans of the name ran in parallel. */
  readonly share: number;
  readonly trend: readonly (number | null)[];
  /** Of the figures estimated from a sample; null if they are exact. */
  readonly intervals: FigureIntervals | null;
}

/** 95 % intervals; null where too few blocks of the sample hold the name. The longest span may be longer. */
export interface FigureIntervals {
  readonly count: Interval;
  readonly total: Interval;
  readonly mean: Interval | null;
  readonly p50: Interval | null;
  readonly p95: Interval | null;
  readonly p99: Interval | null;
}

export interface OverviewFigures {
  readonly basis: Basis;
  /** The largest total first. */
  readonly names: readonly NameFigures[];
  readonly nameCount: number;
  /** Spans of the scope, including those without a numeric duration. */
  readonly count: number;
  /** Spans without a numeric duration. */
  readonly leftOut: number;
  /** Seconds covered by spans of the run, regardless of name, tag and error filters. */
  readonly traced: number;
  /** Ends of the histograms' axis in seconds; both 0 if there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  /** What starts are relative to. */
  readonly zero: TimeZero;
  /** Start (seconds from the origin) by duration. */
  readonly heatmap: DensityGrid;
  /** Spans that start too far off for the time axis (`findMainRange`). */
  readonly earlier: number;
  readonly later: number;
  /** The heatmap by name, those with most self time first, and then of all other names together. */
  readonly layers: readonly HeatmapLayer[];
}

/** Counts of one name in the cells of the heatmap. */
export interface HeatmapLayer extends Pick<DensityGrid, "cells" | "counts"> {
  /** Null for all other names. */
  readonly name: string | null;
}
