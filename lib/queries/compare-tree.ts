/** The call trees of two sets of runs as one: where on it time was gained or lost. */
import * as v from "valibot";
import { compareRuns } from "../analysis/compare/compare-runs.ts";
import { type ComparedTree, layComparedPaths } from "../analysis/tree/compared-paths.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, withOther } from "./compare-start.ts";
import { findComparedUnits, findOrder, type KnownUnit } from "./compared-units.ts";
import { type PairBy, readPairedRuns } from "./paired-runs.ts";
import { compared, pairBy } from "./params.ts";
import { defineQuery } from "./query.ts";
import { membersOf } from "./sessions.ts";
import { comparedPathsSql, type SidePaths } from "./sql/compared-paths-sql.ts";
import type { Files, Side } from "./sql/side.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { findSides, openFiles } from "./sql/sides.ts";

export interface CompareTreeParams extends CompareParams {
  readonly pairBy: PairBy;
}

export interface CompareTreeAnswer extends ComparedTree {
  /** The tags it is split by; empty for names only. */
  readonly split: readonly string[];
  /** All paths with their times per run, as a query. */
  readonly sql: string;
  /** Seconds in which at least one span ran, per run. */
  readonly covered: { readonly baseline: number; readonly candidate: number };
}

/** More bars and rows take longer to draw than to find. */
const MAX_PATHS = 500;

/** @returns null if the sides are not runs */
export function readCompareTree(
  here: Connection,
  { choice, scope, other, pairBy }: CompareTreeParams,
  tell: TellProgress,
): CompareTreeAnswer | null {
  return openFiles(here, { choice, other }, (files) => {
    const units = findComparedUnits(files, choice, scope);
    if (!units) return null;
    const { covered, paths } = readPairedRuns(units, { pairBy, byPath: true }, tell);
    const sides = findSides(files, choice, scope);
    const sql = comparedPathsSql(
      toPaths(files, sides.baseline, units.baseline),
      toPaths(files, sides.candidate, units.candidate),
      paths?.split ?? [],
    );
    if (!paths) return { ...NO_PATHS, sql };
    const { order } = findOrder(units);
    const { groups } = compareRuns([...paths.groups.values()], covered, order);
    const byPath = new Map(
      [...paths.groups.keys()].flatMap((path, index) => {
        const group = groups[index];
        return group ? [[path, group] as const] : [];
      }),
    );
    return {
      ...layComparedPaths(paths.tree, byPath, MAX_PATHS),
      split: paths.split,
      sql,
      covered: { baseline: meanOf(covered.baseline), candidate: meanOf(covered.candidate) },
    };
  });
}

const NO_PATHS = {
  ...{ paths: [], cut: { paths: 0, room: 0 }, pathCount: 0, split: [] },
  covered: { baseline: 0, candidate: 0 },
};

function toPaths(files: Files, side: Side, units: readonly KnownUnit[]): SidePaths {
  const found = new Set(units.flatMap(({ run }) => membersOf(run).map((member) => member.found)));
  const source = found.size > 1 ? "both" : found.has("recorded") ? "recorded" : "containment";
  return { file: side.file, spans: resolveSide(fileOf(files, side), side.scope), source, runs: units.length };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export const compareTree = defineQuery({
  params: v.object({ ...compared.entries, pairBy }),
  urgency: "long",
  run: (db, params, context) => readCompareTree(db, withOther(params, context), context.tell),
});
