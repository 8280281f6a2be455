/** What a plot of spans shows, and what represents them when there are too many to draw. */

/** The number most correlated with durations, the text that separates them most, durations, or starts. */
export const DEFAULT_X = ["number", "text", "duration", "start"] as const;
export type DefaultX = (typeof DEFAULT_X)[number];

/**
 * What represents spans too many to draw: counts in a grid (by default), an even sample of them, or a smaller sample
 * with all columns.
 */
export const POINTS = ["grid", "sample", "columns"] as const;
export type Points = (typeof POINTS)[number];

/** Omitted fields are chosen from the data. */
export interface PlotRequest {
  /** What X shows if `x` is omitted; by default, the number most correlated with durations. */
  readonly defaultX?: DefaultX | undefined;
  readonly points?: Points | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly color?: string | undefined;
  readonly logx?: boolean | undefined;
  readonly logy?: boolean | undefined;
}
