/** What a plot shows where nobody has chosen: the number that durations go with most, coloured by what sets them apart most. */

import { isLongHeaded, isLongTailed, pickEvenly } from "../../stats/number-bins.ts";
import { separateGroups, spearman } from "../../stats/ranks.ts";
import type { ExploreColumn, PlotRequest } from "./answer.ts";
import type { ExploreSource } from "./source.ts";

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
/** Groups of fewer have no order to speak of. */
const LEAST_GROUP = 8;
const LEAST_SEPARATION = 0.02;

export function chooseExploreAxes(source: ExploreSource, request: PlotRequest): ExploreAxes {
  const picked = pickEvenly(source.spans.count, LOOKED_AT);
  const y = source.find(request.y)?.id ?? "duration";
  const x = source.find(request.x)?.id ?? chooseUsualX(source, request.plot, picked);
  const color = request.color === "" ? null : (source.find(request.color)?.id ?? chooseColor(source, picked));
  return {
    x,
    y,
    color,
    logX: canLog(source.find(x)) && (request.logx ?? needsLog(source, x, picked)),
    logY: canLog(source.find(y)) && (request.logy ?? needsLog(source, y, picked)),
  };
}

/** A log axis needs numbers, and moments have no ratio. */
function canLog(column: ExploreColumn | undefined): boolean {
  return column?.numeric === true && column.unit !== "start" && (column.range?.[1] ?? 0) > 0;
}

/** Both columns where both have a number. */
function pair(a: ArrayLike<number>, b: ArrayLike<number>, picked: readonly number[]) {
  const both = picked.filter((row) => !Number.isNaN(a[row] as number) && !Number.isNaN(b[row] as number));
  return [
    Float64Array.from(both, (row) => a[row] as number),
    Float64Array.from(both, (row) => b[row] as number),
  ] as const;
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
  const groups = groupAlike(source, picked);
  return findBest(numbers, LEAST_CORRELATION, ({ id }) => correlateWithin(source.numbers(id), spans.duration, groups));
}

/**
 * Rows that are alike in every tag of few values. Among all calls of ten algorithms, a size may go with durations less than
 * what came of the work does; among those of one algorithm it shows.
 */
function groupAlike(source: ExploreSource, picked: readonly number[]): readonly (readonly number[])[] {
  const few = source.columns.filter(
    ({ tag, kind, values }) =>
      tag !== null && kind !== "time" && values !== null && values > 1 && values < LEAST_NUMBERS,
  );
  const codes = few.map(({ id }) => source.texts(id).codes);
  const groups = new Map<string, number[]>();
  for (const row of picked) {
    const key = codes.map((each) => each[row]).join();
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const large = [...groups.values()].filter((group) => group.length >= LEAST_GROUP);
  const covered = large.reduce((sum, group) => sum + group.length, 0);
  return covered * 2 > picked.length ? large : [picked];
}

/** The strength of a rank correlation within groups, on average. */
function correlateWithin(x: Float64Array, y: Float64Array, groups: readonly (readonly number[])[]): number {
  let [sum, count] = [0, 0];
  for (const group of groups) {
    const [a, b] = pair(x, y, group);
    if (a.length * 2 > group.length) sum += Math.abs(spearman(a, b)) * group.length;
    count += group.length;
  }
  return count > 0 ? sum / count : 0;
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

function needsLog(source: ExploreSource, id: string, picked: readonly number[]): boolean {
  const values = source.numbers(id);
  const sorted = Float64Array.from(picked, (row) => values[row] as number)
    .filter((value) => value > 0)
    .sort();
  const long = isLongTailed(sorted);
  if (id === "duration") return long;
  // A number that is 0 somewhere would lose that place on a log axis.
  if (picked.some((row) => (values[row] as number) <= 0)) return false;
  return long || (source.find(id)?.unit === "bytes" && isLongHeaded(sorted));
}
