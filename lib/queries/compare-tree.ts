/** The call trees of two sets of runs as one: where on it time was gained or lost. */
import * as v from "valibot";
import { compareRuns } from "../analysis/compare/compare-runs.ts";
import { type ComparedTree, layComparedPaths } from "../analysis/tree/compared-paths.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, withOther } from "./compare-start.ts";
import { findComparedUnits, findOrder } from "./compared-units.ts";
import { type PairBy, readPairedRuns } from "./paired-runs.ts";
import { compared, pairBy } from "./params.ts";
import { defineQuery } from "./query.ts";
import { openFiles } from "./sql/sides.ts";

export interface CompareTreeParams extends CompareParams {
  readonly pairBy: PairBy;
}

export interface CompareTreeAnswer extends ComparedTree {
  /** The tags it is split by; empty for names only. */
  readonly split: readonly string[];
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
  return openFiles(here, other, (files) => {
    const units = findComparedUnits(files, choice, scope);
    if (!units) return null;
    const { covered, paths } = readPairedRuns(units, { pairBy, byPath: true }, tell);
    if (!paths)
      return { paths: [], cut: { paths: 0, room: 0 }, pathCount: 0, split: [], covered: { baseline: 0, candidate: 0 } };
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
      covered: { baseline: meanOf(covered.baseline), candidate: meanOf(covered.candidate) },
    };
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export const compareTree = defineQuery({
  params: v.object({ ...compared.entries, pairBy }),
  urgency: "long",
  run: (db, params, context) => readCompareTree(db, withOther(params, context), context.tell),
});
