/** Values of other tags that mark the very same calls: a level that only one algorithm has. */
import { jaccard } from "../../stats/shares.ts";
import { type CategoryFinding, placeOf, type ValueCounts, valueAt } from "./category.ts";
import type { Column } from "./values.ts";

/** Sets of calls that have so much in common are one. */
const SAME = 0.95;

export interface SameCalls {
  readonly tag: string;
  readonly value: string | null;
}

export function findSameCalls(finding: CategoryFinding, column: Column, counts: ValueCounts): SameCalls | undefined {
  const places = counts.all.length;
  const own = finding.counts;
  const ownPlaces = own.all.length;
  const common = new Float64Array(places);
  for (let index = 0; index < counts.codes.length; index++) {
    if (placeOf(own.codes[index] as number, ownPlaces) !== finding.place) continue;
    const place = placeOf(counts.codes[index] as number, places);
    common[place] = (common[place] as number) + 1;
  }
  const place = common.indexOf(Math.max(...common));
  if (place === places - 2 || (place === places - 1 && !column.whole)) return undefined;
  const alike = jaccard(common[place] as number, own.all[finding.place] as number, counts.all[place] as number);
  return alike >= SAME ? { tag: column.key, value: valueAt(column, place) } : undefined;
}
