/** Runs among the spans they recorded: as their outermost ancestors, in places after those of the spans. */

import { RUN_NAME } from "../model/run-tags.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import { ANY_NAME } from "./read-tags.ts";
import type { RunParameters } from "./run-parameters.ts";
import type { SpanRange } from "./span-range.ts";
import { createBudget, TagValues } from "./tag-values.ts";

export interface SpansInRuns {
  /** Has a place for each run after those of the spans, out of scope. */
  readonly range: SpanRange;
  readonly parents: Int32Array;
}

/** Makes each run the parent of its spans that have none. */
export function placeRuns(range: SpanRange, parents: Int32Array, { runs, runOf }: RunParameters): SpansInRuns {
  const { ids, rows, names, nameTexts } = range;
  const spans = ids.length;
  const extend = (values: ArrayLike<number>, rest: number) => {
    const extended = new Int32Array(spans + runs.length).fill(rest, spans);
    extended.set(values);
    return extended;
  };
  const joined = extend(parents, NO_PARENT);
  for (let place = 0; place < spans; place++) {
    const run = joined[place] === NO_PARENT ? runOf(ids[place] as number) : -1;
    if (run >= 0) joined[place] = spans + run;
  }
  const named = { names: extend(names, nameTexts.length), nameTexts: [...nameTexts, RUN_NAME] };
  return { range: { ...range, ...named, rows: extend(rows, -1) }, parents: joined };
}

/**
 * The values of the runs, at their places. Where the spans of all names are merged, so are these.
 * @param read those of the spans, to which they are then added
 */
export function listRunValues(
  { runs }: RunParameters,
  { range }: SpansInRuns,
  keys: ReadonlySet<string> | undefined,
  read: readonly TagValues[],
): TagValues[] {
  const spans = range.rows.length - runs.length;
  const name = read.some((values) => values.name === ANY_NAME) ? ANY_NAME : range.nameTexts.length - 1;
  const known = new Map(read.flatMap((values) => (values.name === name ? [[values.key, values] as const] : [])));
  const added = new Map<string, TagValues>();
  const budget = createBudget();
  for (const [run, tags] of runs.entries())
    for (const [key, value] of Object.entries(tags)) {
      if (keys && !keys.has(key)) continue;
      const values = known.get(key) ?? added.get(key) ?? new TagValues(key, name, budget);
      if (!known.has(key)) added.set(key, values);
      values.add(spans + run, value);
    }
  return [...added.values()];
}
