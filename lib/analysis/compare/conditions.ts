/** Conditions under which a comparison fails a build: `compress p50 > 5%`. */
import { quantile } from "../../stats/order.ts";
import { type Change, type RunOrder, standsOut } from "./between-runs.ts";
import type { Interval } from "./compare-runs.ts";
import type { GroupCalls } from "./group-changes.ts";
import { findChanges } from "./group-changes.ts";
import type { RunCalls } from "./keyed-calls.ts";
import { compareRatios, compareValues, type RunValues } from "./run-values.ts";

export const METRICS = ["p50", "p95", "p99", "mean", "total", "count", "errors"] as const;
export type Metric = (typeof METRICS)[number];

/** In a condition, in place of a name: every name, or everything together. */
export const EVERY_NAME = "*";
export const WHOLE = "total";

export interface Condition {
  /** As written. */
  readonly text: string;
  /** A name, `EVERY_NAME`, or null for everything together. */
  readonly name: string | null;
  readonly metric: Metric;
  readonly comparison: ">" | "<";
  /** A ratio less 1; of errors, a difference of shares. */
  readonly threshold: number;
}

const FORM = /^(.+?)(?:\s+(p50|p95|p99|mean|total|count|errors))?\s*([<>])\s*([+-]?\d+(?:\.\d+)?)\s*%$/s;

export const CONDITION_FORMS = "NAME METRIC > N%, as in 'compress p50 > 5%', '* p95 > 10%' or 'total > 3%'";

/** @returns undefined for a text that is none */
export function parseCondition(text: string): Condition | undefined {
  const found = FORM.exec(text.trim());
  const [, name = "", metric, comparison, percent] = found ?? [];
  if (!found || (comparison !== ">" && comparison !== "<")) return undefined;
  const isWhole = name === WHOLE && metric === undefined;
  return {
    text: text.trim(),
    name: isWhole ? null : name,
    metric: (metric as Metric | undefined) ?? "total",
    comparison,
    threshold: Number(percent) / 100,
  };
}

/** A condition about one name, or about everything. */
export interface JudgedCondition {
  readonly text: string;
  /** Null for everything together. */
  readonly name: string | null;
  readonly metric: Metric;
  /** Whether the whole interval is beyond the threshold. */
  readonly holds: boolean;
  readonly change: number | null;
  readonly interval: Interval | null;
  /** Why it cannot be told whether it holds; null if it can. */
  readonly unknown: string | null;
}

export interface ConditionInput {
  readonly groups: ReadonlyMap<string, GroupCalls>;
  readonly covered: RunValues;
  /** Failed and unfinished calls by run. */
  readonly errors: ReadonlyMap<string, RunValues>;
  readonly order: RunOrder;
}

/** One per name that the condition is about. */
export function judgeCondition(condition: Condition, input: ConditionInput): JudgedCondition[] {
  const { groups, covered, order } = input;
  if (condition.name === null) return [judgeChange(condition, null, compareRatios(covered).change, order, Math.expm1)];
  const names = condition.name === EVERY_NAME ? [...groups.keys()] : [condition.name];
  return names.flatMap((name) => {
    const group = groups.get(name);
    if (!group) return [];
    const { change, toRatio } = measure(condition.metric, group, input.errors.get(name));
    return [judgeChange(condition, name, change, order, toRatio)];
  });
}

function judgeChange(
  { text, metric, comparison, threshold }: Condition,
  name: string | null,
  estimated: Change,
  order: RunOrder,
  toRatio: (value: number) => number,
): JudgedCondition {
  const { change, interval } = estimated;
  const known = interval && ([toRatio(interval[0]), toRatio(interval[1])] as const);
  const isBeyond = known !== null && (comparison === ">" ? known[0] > threshold : known[1] < threshold);
  const isClear = standsOut(estimated, order);
  const isNone = !Number.isFinite(change);
  return {
    text,
    name,
    metric,
    holds: isBeyond && isClear,
    change: isNone ? null : toRatio(change),
    interval: known,
    unknown: isNone
      ? NO_PAIRS
      : interval === null
        ? ONE_EACH
        : isBeyond && !isClear
          ? order === "unequal"
            ? BUSIER
            : NOT_IN_TURN
          : null,
  };
}

const NO_PAIRS = "nothing to compare";
const ONE_EACH = "one run a side cannot be told from the machine";
const BUSIER = "the sides were not run in turn, and the machine had more to do while one of them ran";
const NOT_IN_TURN = "the sides were not run in turn, and single runs of the same code differ as much";

function measure(metric: Metric, group: GroupCalls, errors: RunValues | undefined) {
  if (metric === "errors") {
    const shareOf = (of: readonly number[], runs: readonly RunCalls[]) =>
      of.map((count, run) => count / Math.max(1, runs[run]?.durations.length ?? 0));
    const shares: RunValues = {
      baseline: shareOf(errors?.baseline ?? [], group.baseline),
      candidate: shareOf(errors?.candidate ?? [], group.candidate),
      older: group.older.map((runs, at) => shareOf(errors?.older[at] ?? [], runs)),
    };
    return { change: compareValues(shares).change, toRatio: (value: number) => value };
  }
  return { change: measureTimes(metric, group), toRatio: Math.expm1 };
}

function measureTimes(metric: Exclude<Metric, "errors">, group: GroupCalls): Change {
  // Of the same calls, which is a fraction as wide as of two heaps.
  if (metric === "p50") return findChanges(group).call;
  if (metric === "mean") return findChanges(group).total;
  const figure = FIGURES[metric];
  const each = (runs: readonly RunCalls[]) => runs.map((run) => (run.durations.length > 0 ? figure(run) : Number.NaN));
  const { baseline, candidate, older } = group;
  return compareRatios({ baseline: each(baseline), candidate: each(candidate), older: older.map(each) }).change;
}

const quantileOf =
  (share: number) =>
  ({ durations }: RunCalls) =>
    quantile(durations.slice().sort(), share);

const FIGURES: Readonly<Record<"p95" | "p99" | "total" | "count", (run: RunCalls) => number>> = {
  p95: quantileOf(0.95),
  p99: quantileOf(0.99),
  total: ({ durations }) => durations.reduce((sum, duration) => sum + duration, 0),
  count: ({ durations }) => durations.length,
};
