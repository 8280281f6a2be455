/** Default axes of a plot: the number most correlated with durations, coloured by the tag that "why slow" ranks first. */

import type { DefaultX, PlotRequest } from "../../model/plot-request.ts";
import { suitsLog } from "../../stats/log-axis.ts";
import { pickEvenly } from "../../stats/number-bins.ts";
import { spearman } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { listTags } from "../why/list-columns.ts";
import { rankFactors } from "../why/rank.ts";
import { splitCalls } from "../why/selection.ts";
import type { ExploreColumn } from "./answer.ts";
import type { ExploreSource } from "./source.ts";

export interface ExploreAxes {
  readonly x: string;
  readonly y: string;
  readonly color: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** Enough spans to estimate strength. */
const SAMPLE_SIZE = 5_000;
/** Fewer distinct numbers are levels, better shown as colours. */
const MIN_NUMBERS = 12;
const MAX_COLORS = 12;
/** A weaker relation may well be chance. */
const MIN_CORRELATION = 0.2;
/** Smaller groups have no meaningful rank correlation. */
const MIN_GROUP = 8;

/** Chosen from the sample, if there was one: axes must not change when the exact answer comes. */
export function chooseExploreAxes(source: ExploreSource, request: PlotRequest): ExploreAxes {
  const from = source.guide ?? source;
  const picked = pickEvenly(from.spans.count, SAMPLE_SIZE);
  const found = (id: string | undefined) => (from.find(id) ?? source.find(id))?.id;
  const y = found(request.y) ?? "duration";
  const x = found(request.x) ?? chooseDefaultX(from, request.defaultX, picked);
  const color = request.color === "" ? null : (found(request.color) ?? chooseColor(from));
  return { x, y, color, logX: isLog(source, x, request.logx), logY: isLog(source, y, request.logy) };
}

/** Whether the axis of a column is logarithmic, unless somebody said otherwise. */
export function isLog(source: ExploreSource, id: string, wanted?: boolean): boolean {
  // A key may be so rare that the sample does not hold it.
  const own = source.guide?.find(id) ? source.guide : source;
  return canLog(own.find(id)) && (wanted ?? needsLog(own, id));
}

/** A log axis needs positive numbers; points in time have no meaningful ratio. */
function canLog(column: ExploreColumn | undefined): boolean {
  return column?.numeric === true && column.unit !== "start" && (column.range?.[1] ?? 0) > 0;
}

/** The picked rows of both columns where both have a number. */
function pair(a: ArrayLike<number>, b: ArrayLike<number>, picked: readonly number[]) {
  const both = picked.filter((row) => !Number.isNaN(a[row] as number) && !Number.isNaN(b[row] as number));
  return [mapFloats(both, (row) => a[row] as number), mapFloats(both, (row) => b[row] as number)] as const;
}

/** The strongest candidate; undefined if none reaches `min`. */
function findBest(
  columns: readonly ExploreColumn[],
  min: number,
  measure: (column: ExploreColumn) => number,
): string | undefined {
  let best: { readonly id: string; readonly strength: number } | undefined;
  for (const column of columns) {
    const strength = measure(column);
    if (strength >= min && strength > (best?.strength ?? 0)) best = { id: column.id, strength };
  }
  return best?.id;
}

function chooseDefaultX(source: ExploreSource, wanted: DefaultX | undefined, picked: readonly number[]): string {
  if (wanted === "duration" || wanted === "start") return wanted;
  if (wanted === "text") return chooseColor(source) ?? "name";
  return chooseX(source, picked) ?? "start";
}

function chooseX(source: ExploreSource, picked: readonly number[]): string | undefined {
  const { spans, columns } = source;
  const numbers = columns.filter(
    ({ tag, kind, present, values }) =>
      tag !== null &&
      kind === "number" &&
      (present ?? 0) * 2 > source.estimate(spans.count) &&
      (values ?? MIN_NUMBERS) >= MIN_NUMBERS,
  );
  const groups = groupAlike(source, picked);
  return findBest(numbers, MIN_CORRELATION, ({ id }) => correlateWithin(source.numbers(id), spans.duration, groups));
}

/** Of hundreds of tags with few values, those on most spans: each takes an array, and rare ones group little. */
const MAX_GROUPING = 20;

/**
 * Groups rows that agree in every tag with few values. Over all calls of ten algorithms, input size may correlate less
 * with duration than output size does; within one algorithm its effect shows.
 */
function groupAlike(source: ExploreSource, picked: readonly number[]): readonly (readonly number[])[] {
  const few = source.columns
    .filter(
      ({ tag, kind, values }) =>
        tag !== null && kind !== "time" && values !== null && values > 1 && values < MIN_NUMBERS,
    )
    .sort((a, b) => (b.present ?? 0) - (a.present ?? 0))
    .slice(0, MAX_GROUPING);
  const codes = few.map(({ id }) => source.texts(id).codes);
  const groups = new Map<string, number[]>();
  for (const row of picked) {
    const key = codes.map((each) => each[row]).join();
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const large = [...groups.values()].filter((group) => group.length >= MIN_GROUP);
  const covered = large.reduce((sum, group) => sum + group.length, 0);
  return covered * 2 > picked.length ? large : [picked];
}

/** The mean absolute rank correlation within groups, weighted by size. */
function correlateWithin(x: ArrayLike<number>, y: Float64Array, groups: readonly (readonly number[])[]): number {
  let [sum, count] = [0, 0];
  for (const group of groups) {
    const [a, b] = pair(x, y, group);
    if (a.length * 2 > group.length) sum += Math.abs(spearman(a, b)) * group.length;
    count += group.length;
  }
  return count > 0 ? sum / count : 0;
}

/** Of more calls, an even sample; the slowest of them are still a thousand. */
const MAX_RANKED = 20_000;
/** As "why slow" asks by default. */
const SLOWEST = { slowest: 5 };

const ranked = new WeakMap<ExploreSource, string | null>();

/** Several requests of a page choose axes. */
function chooseColor(source: ExploreSource): string | null {
  if (source.spans.names.length > 1) return "name";
  const known = ranked.get(source);
  if (known !== undefined) return known;
  const best = rankColors(source);
  ranked.set(source, best);
  return best;
}

/** The tag with few values that "why slow" ranks first; null where it finds none. */
function rankColors(source: ExploreSource): string | null {
  const { spans } = source;
  const colors = source.columns.filter(
    ({ tag, kind, values }) => tag !== null && kind !== "time" && values !== null && values > 1 && values <= MAX_COLORS,
  );
  const split = splitCalls(spans, SLOWEST, MAX_RANKED);
  if (colors.length === 0 || split.selectedCount === 0 || split.selectedCount === split.count) return null;
  // All tags, as any may explain another.
  const { ranked } = rankFactors({ spans, columns: listTags(source), split, onlyTags: true });
  for (const { finding } of ranked) {
    const id = "column" in finding ? finding.column.id : undefined;
    if (colors.some((column) => column.id === id)) return id ?? null;
  }
  return null;
}

function needsLog(source: ExploreSource, id: string): boolean {
  const ends = id === "duration" ? source.durations : null;
  return suitsLog({ values: source.numbers(id), ends }, source.find(id)?.unit ?? "plain");
}
