/** Finds other tasks of the same process that ran while the selected calls waited. */

import type { SpanColumns } from "../../columns/columns.ts";
import type { SpanTree } from "../../columns/span-tree.ts";
import { jaccard } from "./category.ts";
import { areVictims } from "./common-victims.ts";
import { type ComparedCalls, chooseCalls, type Exposure, expose } from "./compared-calls.ts";
import { coveredUntil, findOtherTasks, type OtherTask } from "./other-tasks.ts";
import { chanceOfExposure } from "./overlap-chance.ts";
import type { Split } from "./selection.ts";

export interface OverlapFinding {
  readonly kind: "overlap";
  /** The name of the other task's spans. */
  readonly key: string;
  readonly path: readonly string[];
  /**
   * The difference of the shares of calls beside which it ran before they were late, 0 to 1. Smaller than that of
   * `share`, which also counts what long calls meet just by being long.
   */
  readonly effect: number;
  /** Corrected for all names tried, and for calls held up together. */
  readonly chance: number;
  /** The share of the selected calls' time above the rest's typical call that ran beside it, 0 to 1. */
  readonly coverage: number;
  /** The shares of all calls that it overlaps at any time. */
  readonly share: { readonly selected: number; readonly rest: number };
  /** Mean seconds that it runs beside a selected call that it overlaps. */
  readonly each: number;
  readonly measure: {
    /** 1 or 0, whether it ran before a call was late, by index in the split; NaN for calls of no recorded run. */
    readonly at: (index: number) => number;
    readonly ranked: false;
  };
}

/** Smaller differences are hard to tell from those between tasks that are held up together. */
const MIN_EFFECT = 0.15;
const MIN_COVERAGE = 0.1;
const MAX_FINDINGS = 3;
/** Two tasks that ran beside nearly the same calls are one finding. */
const SAME = 0.8;
/** Steps of the first look at all names, which passes over calls evenly if there are more. */
const MAX_STEPS = 5_000_000;

/** @returns the strongest first */
export function findOverlaps({ tree }: SpanColumns, split: Split): OverlapFinding[] {
  if (!tree || tree.runs.length === 0) return [];
  const calls = chooseCalls(tree, split);
  if (!calls) return [];
  const tasks = findOtherTasks(tree, calls.axis, calls.places);
  if (tasks.length === 0) return [];
  const step = Math.ceil((calls.order.length * tasks.length) / MAX_STEPS);
  const some = { ...calls, order: calls.order.filter((_, index) => index % step === 0) };
  const standOut = tasks.filter((task) => step === 1 || effectOf(expose(some, task)) >= MIN_EFFECT / 2);
  const found = standOut.flatMap((task) => weigh(tree, calls, task, tasks.length) ?? []);
  found.sort((a, b) => rankOf(b) - rankOf(a) || b.task.total - a.task.total);
  return dropSame(found)
    .slice(0, MAX_FINDINGS)
    .map(({ finding }) => finding);
}

/** Effects that differ little are equal: of a task and a part of it, the whole comes first. */
function rankOf({ finding }: Weighed): number {
  return Math.round(finding.effect * 10);
}

function effectOf({ exposed, all }: Exposure): number {
  return shareOf(exposed[1], all[1]) - shareOf(exposed[0], all[0]);
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

interface Weighed {
  readonly finding: OverlapFinding;
  readonly task: OtherTask;
  readonly exposure: Exposure;
}

function weigh(tree: SpanTree, calls: ComparedCalls, task: OtherTask, tried: number): Weighed | undefined {
  const exposure = expose(calls, task);
  const effect = effectOf(exposure);
  if (effect < MIN_EFFECT || Math.min(...exposure.all) < 2) return undefined;
  const coverage = weighTime(calls, task, exposure);
  if (coverage < MIN_COVERAGE || areVictims(tree, calls, task, exposure.ran)) return undefined;
  const finding: OverlapFinding = {
    ...{ kind: "overlap", key: task.name, path: [task.name], effect, coverage },
    chance: Math.min(1, tried * chanceOfExposure(calls, exposure)),
    ...countOverlaps(calls, task),
    measure: { at: (index) => exposure.ran[index] as number, ranked: false },
  };
  return { finding, task, exposure };
}

/**
 * The share of the selected calls' excess time that the task ran beside those it met in time, less what it does beside
 * any call of that length.
 */
function weighTime(calls: ComparedCalls, task: OtherTask, { ran }: Exposure): number {
  const { split, typical } = calls;
  const beside = (index: number) => (ran[index] === 1 ? overlapOf(calls, task, index) : 0);
  const rest = { seconds: 0, duration: 0 };
  for (const index of calls.order) {
    if (split.selected[index]) continue;
    rest.seconds += beside(index);
    rest.duration += split.durations[index] as number;
  }
  const rate = shareOf(rest.seconds, rest.duration);
  let excess = 0;
  let covered = 0;
  for (let index = 0; index < split.count; index++) {
    const duration = split.durations[index] as number;
    if (!split.selected[index] || duration <= typical) continue;
    excess += duration - typical;
    covered += Math.min(duration - typical, beside(index) - rate * duration);
  }
  return Math.min(1, Math.max(0, shareOf(covered, excess)));
}

/** Of all calls of recorded runs, whether late or not. */
function countOverlaps(calls: ComparedCalls, task: OtherTask): Pick<OverlapFinding, "share" | "each"> {
  const counts = [0, 1].map(() => ({ met: 0, all: 0, seconds: 0 }));
  for (let index = 0; index < calls.split.count; index++) {
    const seconds = overlapOf(calls, task, index);
    const count = counts[calls.split.selected[index] as 0 | 1];
    if (!count || Number.isNaN(seconds)) continue;
    count.all++;
    if (seconds <= calls.axis.slack) continue;
    count.met++;
    count.seconds += seconds;
  }
  const [rest, selected] = counts.map(({ met, all }) => shareOf(met, all)) as [number, number];
  return { share: { selected, rest }, each: shareOf(counts[1]?.seconds ?? 0, counts[1]?.met ?? 0) };
}

/** Seconds that the task runs beside a call; NaN if its run is not recorded. */
function overlapOf({ split, axis, places }: ComparedCalls, { timeline }: OtherTask, index: number): number {
  const start = axis.starts[places[index] as number] as number;
  if (Number.isNaN(start)) return Number.NaN;
  return coveredUntil(timeline, start + (split.durations[index] as number)) - coveredUntil(timeline, start);
}

function dropSame(found: readonly Weighed[]): Weighed[] {
  const kept: Weighed[] = [];
  for (const one of found) {
    if (!kept.some((other) => alike(one.exposure.ran, other.exposure.ran) >= SAME)) kept.push(one);
  }
  return kept;
}

/** Over all compared calls. */
function alike(a: Float64Array, b: Float64Array): number {
  let both = 0;
  let [inA, inB] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    if (a[index] === 1) inA++;
    if (b[index] === 1) inB++;
    if (a[index] === 1 && b[index] === 1) both++;
  }
  return jaccard(both, inA, inB);
}
