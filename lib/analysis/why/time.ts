/**
 * Finds when calls are slow: at the start, from some point on, during a stretch, or more and more. Judged beside the
 * tags, on what these leave of the durations.
 */

import { chanceOfMarked } from "../../stats/chance.ts";
import { firstNotBelow, median, quantile } from "../../stats/order.ts";
import { compareRanks } from "../../stats/ranks.ts";
import { findChange, findWarmUp, MIN_CALLS } from "../../stats/trends.ts";
import { leaveOut, mapFloats } from "../../stats/typed-arrays.ts";
import type { TimeItem } from "./answer.ts";
import { type FindingCore, meanOfRest, shareOfExcess } from "./finding.ts";
import { type Beside, findResiduals, type Residuals } from "./residuals.ts";
import type { Split } from "./selection.ts";

type Described = "key" | "shape" | "from" | "to" | "calls" | "times" | "medians" | "beside";

/** `from` and `to` are the starts of the first and last slow call, in seconds since the epoch. */
export interface TimeFinding extends FindingCore, Pick<TimeItem, Described> {
  readonly kind: "time";
  readonly key: "start";
  readonly share: { readonly selected: number; readonly rest: number };
}

export function findTimes(beside: Beside, split: Split, maxChance: number): TimeFinding[] {
  if (split.order().length < MIN_CALLS) return [];
  const first = findResiduals(beside, split);
  const isSlow = findWarmUp(first.values.map(Math.exp), maxChance);
  // What the tags explain is learned anew without the first calls, which would bend it.
  const left = isSlow ? findResiduals(beside, split, isSlow.calls) : first;
  const warmUp = isSlow && (findWarmUp(left.values.map(Math.exp), maxChance) ?? isSlow);
  const skipped = warmUp?.calls ?? 0;
  const start = warmUp && describe({ shape: "start", from: 0, to: skipped, times: warmUp.times }, left, split);
  const found = findChange(left.values.subarray(skipped), maxChance);
  const change = found && describe({ ...found, from: found.from + skipped, to: found.to + skipped }, left, split);
  const cluster = start || change ? undefined : findCluster(left, split, maxChance);
  return [start, change, cluster].filter((one) => one !== undefined);
}

interface Part {
  readonly shape: TimeFinding["shape"];
  /** Places among the residuals. */
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

function describe(part: Part, left: Residuals, split: Split): TimeFinding {
  return part.shape === "drift" ? describeDrift(part, left, split) : describePeriod(part, left, split);
}

/** Starts of the first and last call. */
type Period = readonly [from: number, to: number];

function describePeriod(part: Part, { calls, values, beside }: Residuals, split: Split): TimeFinding {
  const { starts, durations } = split;
  const startAt = (place: number) => starts[calls[place] as number] as number;
  const period: Period = [startAt(part.from), startAt(part.to - 1)];
  const isIn = (index: number) => (starts[index] as number) >= period[0] && (starts[index] as number) <= period[1];
  const order = split.order();
  const inside = order.filter(isIn);
  const outside = order.filter((index) => !isIn(index));
  const ratio = meanOf(values.subarray(part.from, part.to)) / meanOf(leaveOut(values, part.from, part.to));
  const share = shareOfCalls(split, isIn);
  const middle = (indices: Int32Array) => median(mapFloats(indices, (index) => durations[index] as number));
  return {
    ...{
      kind: "time",
      key: "start",
      shape: part.shape,
      times: part.times,
      chance: 0,
      beside,
      share,
      settled: split.slower,
    },
    from: part.from === 0 ? null : period[0],
    to: part.to === calls.length ? null : period[1],
    calls: inside.length,
    medians: { slow: middle(inside), others: middle(outside) },
    effect: Math.max(0, share.selected - share.rest),
    coverage: coverLevels(split, (index) => (isIn(index) ? ratio : 1)),
    measure: { at: (index) => (isIn(index) ? 1 : 0), ranked: false },
  };
}

function describeDrift(part: Part, { beside }: Residuals, split: Split): TimeFinding {
  const { starts, durations, selected } = split;
  const order = split.order();
  const sorted = mapFloats(order, (index) => starts[index] as number);
  const rises = part.times > 1;
  const at = (index: number) => starts[index] as number;
  const groups = [1, 0].map((group) => sorted.filter((_, place) => selected[order[place] as number] === group));
  const { effect } = compareRanks(groups[0] as Float64Array, groups[1] as Float64Array);
  const shareAt = (index: number) => firstNotBelow(sorted, starts[index] as number) / sorted.length;
  const tenth = Math.max(1, Math.floor(order.length / 10));
  const middle = (indices: Int32Array) => median(mapFloats(indices, (index) => durations[index] as number));
  return {
    ...{
      kind: "time",
      key: "start",
      shape: "drift",
      from: null,
      to: null,
      calls: order.length,
      chance: 0,
      beside,
      settled: true,
    },
    times: part.times,
    medians: { slow: middle(order.subarray(-tenth)), others: middle(order.subarray(0, tenth)) },
    effect: Math.max(0, rises ? effect : -effect),
    coverage: coverLevels(split, (index) => part.times ** shareAt(index)),
    measure: { at, ranked: true, lower: !rises },
    share: shareOfCalls(split, (index) => shareAt(index) >= 0.5 === rises),
  };
}

/** @param levelOf by how much the time of a call multiplies what it takes, NaN if it has no start */
function coverLevels(split: Split, levelOf: (index: number) => number): number {
  const usual = meanOfRest(split, levelOf);
  return shareOfExcess(split, (index) => (split.durations[index] as number) * (1 - usual / levelOf(index)));
}

function shareOfCalls({ count, selected, selectedCount }: Split, isIn: (index: number) => boolean) {
  const inside = [0, 0];
  for (let index = 0; index < count; index++)
    if (isIn(index)) inside[selected[index] as 0 | 1] = (inside[selected[index] as 0 | 1] as number) + 1;
  const [rest, slow] = inside as [number, number];
  return { selected: slow / selectedCount, rest: rest / (count - selectedCount) };
}

/** Of log values, as they are. */
function meanOf(logs: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < logs.length; index++) sum += Math.exp(logs[index] as number);
  return sum / logs.length;
}

/** Edges of a cluster are tried between so many parts of the run. */
const PARTS = 60;

/**
 * Where the usual call is the same all along: a time in which the slowest calls beside the tags gather, or the selected
 * ones if these are not slow.
 */
function findCluster(left: Residuals, split: Split, maxChance: number): TimeFinding | undefined {
  const { calls, values } = left;
  const parts = Math.min(PARTS, Math.floor(calls.length / 5));
  const edges = Array.from({ length: parts + 1 }, (_, part) => Math.round((part * calls.length) / parts));
  const share = split.selectedCount / split.count;
  const limit = quantile(values.slice().sort(), 1 - share);
  const stands = (place: number, index: number) =>
    split.slower ? Number((values[place] as number) > limit) : (split.selected[index] as number);
  const sums = new Int32Array(calls.length + 1);
  for (const [place, index] of calls.entries()) sums[place + 1] = (sums[place] as number) + stands(place, index);
  const all = sums[calls.length] as number;
  let best: { from: number; to: number; effect: number } | undefined;
  for (const from of edges) {
    for (const to of edges) {
      const [inside, within] = [(sums[to] as number) - (sums[from] as number), to - from];
      if (within < 1 || within >= calls.length || inside < 2) continue;
      const effect = inside / all - (within - inside) / (calls.length - all);
      if (effect > (best?.effect ?? 0)) best = { from, to, effect };
    }
  }
  if (!best) return undefined;
  const { from, to } = best;
  const found = (sums[to] as number) - (sums[from] as number);
  const chance = chanceOfMarked(found, all, to - from, calls.length) * ((parts * parts) / 2);
  if (chance > maxChance) return undefined;
  const times = Math.exp(median(values.slice(from, to)) - median(leaveOut(values, from, to)));
  const shape = from === 0 || to === calls.length ? "step" : "stretch";
  return describePeriod({ shape, from, to, times }, left, split);
}
