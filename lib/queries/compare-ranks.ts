/** The names of a comparison by self time in the runs of both sides: each name has one colour in it. */

import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, withOther } from "./compare-start.ts";
import { type NameRanks, rankNames, readRunSelf } from "./name-ranks.ts";
import { compared } from "./params.ts";
import { defineQuery } from "./query.ts";
import { findSides, openFiles } from "./sql/sides.ts";

export function readCompareRanks(here: Connection, { choice, scope, other }: CompareParams): NameRanks {
  return openFiles(here, { choice, other }, (files) => {
    const { baseline, candidate } = findSides(files, choice, scope);
    const of = [baseline, candidate].map((side) => `${side.file}:${side.scope.run}`);
    const sums = new Map<string, number>();
    // Two parts of one run are not counted twice.
    for (const side of of[0] === of[1] ? [baseline] : [baseline, candidate])
      for (const [name, seconds] of readRunSelf(fileOf(files, side), side.scope))
        sums.set(name, (sums.get(name) ?? 0) + seconds);
    return { of: of.join(" "), names: rankNames(sums) };
  });
}

export const compareRanks = defineQuery({
  params: compared,
  urgency: "quick",
  run: (db, params, context) => readCompareRanks(db, withOther(params, context)),
});
