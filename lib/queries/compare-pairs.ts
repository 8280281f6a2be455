/** The calls of one name, or of one path, of which both sides have the same: how each changed. */
import * as v from "valibot";
import { mapSides } from "../analysis/compare/by-side.ts";
import { type CallPair, listPairs } from "../analysis/compare/list-pairs.ts";
import { hashStep } from "../analysis/tree/hash-step.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, withOther } from "./compare-start.ts";
import { findComparedUnits, type KnownUnit } from "./compared-units.ts";
import { type PairBy, type PairedPaths, readPairedRuns } from "./paired-runs.ts";
import { compared, pairBy } from "./params.ts";
import { defineQuery } from "./query.ts";
import { openFiles } from "./sql/sides.ts";

export interface ComparePairsParams extends CompareParams {
  readonly pairBy: PairBy;
  readonly name: string;
  /** The id of a path; null for all calls of the name. */
  readonly path: string | null;
}

export interface ComparePairsAnswer {
  /** At most `MAX_PAIRS`, spread evenly over all durations. */
  readonly pairs: readonly CallPair[];
  readonly of: number;
  /** Of all pairs, those that take less time in B. */
  readonly faster: number;
}

/** More dots hide each other. */
const MAX_PAIRS = 1_200;

/** @returns null if the sides are not runs, or their calls are not paired one by one */
export function readComparePairs(
  here: Connection,
  { choice, scope, other, pairBy, name, path }: ComparePairsParams,
  tell: TellProgress,
): ComparePairsAnswer | null {
  return openFiles(here, { choice, other }, (files) => {
    const units = findComparedUnits(files, choice, scope, true);
    if (!units) return null;
    // Other names have nothing to do with these pairs, but may have the tags that were asked for.
    const isNarrow = path === null && (pairBy === null || pairBy === "none");
    const read = isNarrow ? mapSides(units, (unit) => ofName(unit, name)) : units;
    const { groups, paths } = readPairedRuns(read, { pairBy, byPath: path !== null }, tell);
    const group = path === null ? groups.get(name) : paths && findGroup(paths, path);
    if (!group || group.pairing.kind === "none" || group.pairing.kind === "strata") return null;
    const all = listPairs(group);
    const step = Math.max(1, all.length / MAX_PAIRS);
    const pairs = Array.from({ length: Math.min(all.length, MAX_PAIRS) }, (_, index) => all[Math.floor(index * step)]);
    return {
      pairs: pairs.filter((pair) => pair !== undefined),
      of: all.length,
      faster: all.filter(({ baseline, candidate }) => candidate < baseline).length,
    };
  });
}

function ofName(unit: KnownUnit, name: string): KnownUnit {
  return { ...unit, scope: { ...unit.scope, names: [name] } };
}

function findGroup({ tree, groups }: PairedPaths, wanted: string) {
  const ids: string[] = [];
  for (const [path, parent] of tree.parents.entries()) {
    const { name, label } = tree.list[tree.steps[path] as number] ?? { name: "", label: "" };
    ids.push(hashStep(ids[parent] ?? "", name, label));
  }
  return groups.get(ids.indexOf(wanted));
}

export const comparePairs = defineQuery({
  params: v.object({ ...compared.entries, pairBy, name: v.string(), path: v.nullable(v.string()) }),
  urgency: "long",
  run: (db, params, context) => readComparePairs(db, withOther(params, context), context.tell),
});
