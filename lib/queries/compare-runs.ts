/** Compares two sets of runs: the same calls of both, with the spread between runs of the same code. */
import * as v from "valibot";
import type { RunOrder } from "../analysis/compare/between-runs.ts";
import { type BySide, mapSides } from "../analysis/compare/by-side.ts";
import {
  compareRuns as compareGroups,
  type GroupComparison,
  type Noise,
  type Verdict,
} from "../analysis/compare/compare-runs.ts";
import {
  CONDITION_FORMS,
  type Condition,
  type JudgedCondition,
  judgeCondition,
  parseCondition,
} from "../analysis/compare/conditions.ts";
import type { Difference } from "../analysis/compare/environment.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, withOther } from "./compare-start.ts";
import { findComparedUnits, findOrder, type KnownUnit } from "./compared-units.ts";
import { type PairBy, readPairedRuns } from "./paired-runs.ts";
import { compared, ParamsError, pairBy } from "./params.ts";
import { defineQuery } from "./query.ts";
import type { SideRun } from "./sql/side-units.ts";
import { openFiles } from "./sql/sides.ts";

export interface CompareRunsParams extends CompareParams {
  readonly pairBy: PairBy;
  /** Conditions to judge. */
  readonly failIf: readonly string[];
  /** How many names are listed, those with the largest changes; all by default. */
  readonly limit?: number | undefined;
}

/** A run of one side. */
export interface ComparedRun extends SideRun {
  /** Seconds in which at least one span ran. */
  readonly covered: number;
}

interface PerRun {
  readonly baseline: number;
  readonly candidate: number;
}

export interface NameComparison extends GroupComparison {
  readonly name: string;
  /** Failed and unfinished calls per run. */
  readonly errors: PerRun;
  /** Seconds outside of children per run. */
  readonly self: PerRun;
}

export interface RunsAnswer {
  readonly baseline: { readonly runs: readonly ComparedRun[]; readonly covered: number };
  readonly candidate: { readonly runs: readonly ComparedRun[]; readonly covered: number };
  readonly order: RunOrder;
  readonly pairing: {
    /** Tags that calls of any name are paired by. */
    readonly by: readonly string[];
    readonly pairs: number;
    readonly of: number;
    /** Tags to choose from. */
    readonly offered: readonly string[];
  };
  /** Where the time of one run of the same code lies against others, 95 %: 0.02 for ±2 %; null of too few runs. */
  readonly noise: Noise;
  /** What the sides ran on, where it differs. */
  readonly environment: readonly Difference[];
  /** Largest change of the total first. */
  readonly names: readonly NameComparison[];
  /** How many names are not listed. */
  readonly leftOut: number;
  readonly total: Verdict;
  /** Those that were asked for, each by name. */
  readonly conditions: readonly JudgedCondition[];
}

/** @returns null if the sides are not runs */
export function readCompareRuns(here: Connection, params: CompareRunsParams, tell: TellProgress): RunsAnswer | null {
  const { choice, scope, other, pairBy, failIf, limit } = params;
  const conditions = failIf.map(readCondition);
  return openFiles(here, { choice, other }, (files) => {
    const units = findComparedUnits(files, choice, scope);
    return units && compareUnits(units, { pairBy, conditions, limit }, tell);
  });
}

/** @throws ParamsError */
function readCondition(text: string): Condition {
  const condition = parseCondition(text);
  if (!condition) throw new ParamsError(`condition ${text}: expected ${CONDITION_FORMS}`);
  return condition;
}

interface Asked extends Pick<CompareRunsParams, "pairBy" | "limit"> {
  readonly conditions: readonly Condition[];
}

function compareUnits(units: BySide<KnownUnit>, { pairBy, conditions, limit }: Asked, tell: TellProgress): RunsAnswer {
  const { groups, covered, sums, offered } = readPairedRuns(units, { pairBy, byPath: false }, tell);
  const { order, environment } = findOrder(units);
  const compared = compareGroups([...groups.values()], covered, order);
  const names = [...groups.keys()].map((name, index): NameComparison => {
    const of = sums.get(name);
    const perRun = (what: "errors" | "self") => ({
      baseline: meanOf((of?.baseline ?? []).map((run) => run[what])),
      candidate: meanOf((of?.candidate ?? []).map((run) => run[what])),
    });
    return { name, ...(compared.groups[index] as GroupComparison), errors: perRun("errors"), self: perRun("self") };
  });
  names.sort((a, b) => changeOf(b) - changeOf(a));
  const errors = new Map([...sums].map(([name, runs]) => [name, mapSides(runs, (run) => run.errors)]));
  const input = { groups, covered, errors, order };
  return {
    baseline: describeSide(units.baseline, covered.baseline),
    candidate: describeSide(units.candidate, covered.candidate),
    order,
    pairing: {
      by: [...new Set(names.flatMap(({ pairing }) => pairing.keys))],
      pairs: names.reduce((sum, { pairs }) => sum + pairs, 0),
      of: names.reduce((sum, { of }) => sum + of, 0),
      offered,
    },
    noise: {
      floor: compared.total.floor,
      runs: compared.total.spreadRuns,
      missing: compared.total.missingRuns,
    },
    environment,
    names: names.slice(0, limit),
    leftOut: Math.max(0, names.length - (limit ?? names.length)),
    total: compared.total,
    conditions: conditions.flatMap((condition) => judgeCondition(condition, input)),
  };
}

function describeSide(units: readonly KnownUnit[], covered: readonly number[]) {
  const runs = units.map(({ shown }, index): ComparedRun => ({ ...shown, covered: covered[index] ?? 0 }));
  return { runs, covered: meanOf(covered) };
}

function meanOf(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

function changeOf({ baseline, candidate }: GroupComparison): number {
  return Math.abs(candidate.total - baseline.total);
}

export const compareRuns = defineQuery({
  params: v.object({
    ...compared.entries,
    failIf: v.optional(v.array(v.string()), () => []),
    limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
    pairBy,
  }),
  urgency: "long",
  run: (db, params, context) => readCompareRuns(db, withOther(params, context), context.tell),
});
