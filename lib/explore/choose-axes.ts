/** What a plot shows where nobody has chosen: the number that durations go with most, coloured by what sets them apart most. */
import type { ExploreColumn, PlotWish } from "./answer.ts";
import type { ExploreSource } from "./source.ts";
import { correlateRanks, separateGroups } from "./strength.ts";

export interface ExploreAxes {
  readonly x: string;
  readonly y: string;
  readonly color: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** Spans looked at; strength needs no more. */
const LOOKED_AT = 5_000;
/** Fewer different numbers are steps, better seen as colours. */
const LEAST_NUMBERS = 12;
const MOST_COLORS = 12;
/** Below, a relation may well be chance. */
const LEAST_CORRELATION = 0.2;
const LEAST_SEPARATION = 0.02;
/** From this ratio of p99 to p50 on, durations are only readable on a log axis. */
const LOG_FROM = 10;

export function chooseExploreAxes(source: ExploreSource, wish: PlotWish): ExploreAxes {
  const picked = pickEvenly(source.spans.count);
  const y = source.find(wish.y)?.id ?? "duration";
  const x = source.find(wish.x)?.id ?? chooseUsualX(source, wish.plot, picked);
  const color = wish.color === "" ? null : (source.find(wish.color)?.id ?? chooseColor(source, picked));
  return {
    x,
    y,
    color,
    logX: canLog(source.find(x)) && (wish.logx ?? isLongTailed(source, x, picked)),
    logY: canLog(source.find(y)) && (wish.logy ?? isLongTailed(source, y, picked)),
  };
}

/** A log axis needs numbers, and moments have no ratio. */
function canLog(column: ExploreColumn | undefined): boolean {
  return column?.numeric === true && column.unit !== "start" && (column.range?.[1] ?? 0) > 0;
}

function pickEvenly(count: number): number[] {
  const step = Math.max(1, count / LOOKED_AT);
  return Array.from({ length: Math.min(count, LOOKED_AT) }, (_, i) => Math.floor(i * step));
}

/** Both columns where both have a number. */
function pair(a: ArrayLike<number>, b: ArrayLike<number>, picked: readonly number[]) {
  const both = picked.filter((row) => !Number.isNaN(a[row] as number) && !Number.isNaN(b[row] as number));
  return [both.map((row) => a[row] as number), both.map((row) => b[row] as number)] as const;
}

/** The best of some candidates; undefined where none reaches `least`. */
function findBest(
  columns: readonly ExploreColumn[],
  least: number,
  measure: (column: ExploreColumn) => number,
): string | undefined {
  let best: { readonly id: string; readonly strength: number } | undefined;
  for (const column of columns) {
    const strength = measure(column);
    if (strength >= least && strength > (best?.strength ?? 0)) best = { id: column.id, strength };
  }
  return best?.id;
}

/** What a plot type is for: distributions are of durations, side by side by a text, and lines and heatmaps go along time. */
function chooseUsualX(source: ExploreSource, plot: string | undefined, picked: readonly number[]): string {
  if (plot === "histogram" || plot === "ecdf") return "duration";
  if (plot === "box" || plot === "violin") return chooseColor(source, picked) ?? "name";
  if (plot === "line" || plot === "heatmap") return "start";
  return chooseX(source, picked) ?? "start";
}

function chooseX(source: ExploreSource, picked: readonly number[]): string | undefined {
  const { spans, columns } = source;
  const numbers = columns.filter(
    ({ tag, kind, present, values }) =>
      tag !== null &&
      kind === "number" &&
      (present ?? 0) * 2 > spans.count &&
      (values ?? LEAST_NUMBERS) >= LEAST_NUMBERS,
  );
  return findBest(numbers, LEAST_CORRELATION, ({ id }) => {
    const [x, y] = pair(source.numbers(id), spans.duration, picked);
    return x.length * 2 > picked.length ? Math.abs(correlateRanks(x, y)) : 0;
  });
}

function chooseColor(source: ExploreSource, picked: readonly number[]): string | null {
  const { spans, columns } = source;
  if (spans.names.length > 1) return "name";
  const texts = columns.filter(
    ({ tag, kind, values }) =>
      tag !== null && (kind === "text" || kind === "boolean") && values !== null && values > 1 && values <= MOST_COLORS,
  );
  const best = findBest(texts, LEAST_SEPARATION, ({ id }) => {
    const [groups, y] = pair(source.texts(id).codes, spans.duration, picked);
    return separateGroups(groups, y);
  });
  return best ?? null;
}

function isLongTailed(source: ExploreSource, id: string, picked: readonly number[]): boolean {
  const values = source.numbers(id);
  const sorted = picked
    .map((row) => values[row] as number)
    .filter((value) => value > 0)
    .sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  if (id !== "duration" && sorted.length < picked.length * 0.9) return false;
  return at(0.99) > LOG_FROM * at(0.5) || (id !== "duration" && at(0.5) > LOG_FROM * at(0.01));
}
