/** The figures of the overview, per name and over time. */

import * as v from "valibot";
import type { NameFigures, OverviewFigures } from "../analysis/overview/answer.ts";
import { describeName } from "../analysis/overview/describe-name.ts";
import { drawHeatmap, MAX_LAYERS } from "../analysis/overview/draw-heatmap.ts";
import { findEnds, groupByName, makeRoom, pickTimes } from "../analysis/overview/scoped-times.ts";
import { countErrors } from "../columns/count-errors.ts";
import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { estimateCount } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { widenEnds } from "../stats/axis-ends.ts";
import { findMainRange } from "../stats/main-range.ts";
import type { Connection } from "../store/driver.ts";
import { reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { findSelfByCode } from "./self-times.ts";
import { readDurations } from "./sql/durations.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";
import { countErrorsByName } from "./sql/span-errors.ts";
import { findTraced } from "./traced-time.ts";

/** More rows take longer to render than to read; the export has all names. */
const MAX_NAMES = 500;

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

export function readOverview(
  db: Connection,
  { scope, reading = "exact" }: Params,
  tell: TellProgress,
): OverviewFigures {
  const scoped = resolveScope(db, scope);
  const told = (done: number, total: number) => tell({ what: "Reading spans", done, total });
  const range = readSpanRange(db, scoped, reading, told);
  const traced = findTraced(db, scoped, range, reading);
  const times = pickTimes(range);
  const durations = (range.sample && readDurations(db, scoped)) ?? findEnds(times.durations);
  const [low, high] = durations[0] === durations[1] ? widenEnds(durations[0], { log: true }) : durations;
  const main = findMainRange(times.starts);
  const origin = scoped.origin ?? 0;
  const groups = groupByName(times, range.nameTexts.length);
  const room = makeRoom(groups);
  const errorsOf = findErrors(db, scoped, range);
  const names = groups
    .flatMap((places, code): (NameFigures & { readonly code: number })[] => {
      if (places.length === 0) return [];
      const name = range.nameTexts[code] ?? "";
      const figures = describeName(times, places, main, { low, high }, room);
      const share = traced > 0 ? figures.total / traced : 0;
      return [{ code, name, share, ...errorsOf(code), ...figures }];
    })
    .sort((a, b) => b.total - a.total || a.code - b.code);
  return {
    basis: range.basis,
    names: names.slice(0, MAX_NAMES).map(({ code: _, ...name }) => name),
    nameCount: names.length,
    count: estimateCount(range.count, range.basis),
    leftOut: estimateCount(range.count - times.count, range.basis),
    traced,
    low,
    high,
    zero: scoped.zero,
    ...drawHeatmap(
      times,
      groups,
      { order: orderLayers(range, names), nameTexts: range.nameTexts },
      { main, origin, durations },
      room,
    ),
  };
}

/** Those that have colours come first. */
function orderLayers(range: SpanRange, names: readonly { readonly code: number }[]): number[] {
  const codes = names.map(({ code }) => code);
  if (codes.length <= MAX_LAYERS) return codes;
  const self = findSelfByCode(range);
  return codes.sort((a, b) => (self[b] ?? 0) - (self[a] ?? 0));
}

type ErrorFigures = Pick<NameFigures, "errors" | "unfinished" | "errorsCounted">;

/** By the code of a name. Few errors are counted among all spans, whatever a sample holds of them. */
function findErrors(db: Connection, scoped: ScopedSpans, range: SpanRange): (code: number) => ErrorFigures {
  const { basis, nameTexts } = range;
  const counted = range.sample ? countErrorsByName(db, scoped) : null;
  if (counted)
    return (code) => {
      const { errors = 0, unfinished = 0 } = counted.get(nameTexts[code] ?? "") ?? {};
      return { errors, unfinished, errorsCounted: true };
    };
  const { errors, unfinished } = countErrors(db, range);
  return (code) => ({
    errors: estimateCount(errors[code] ?? 0, basis),
    unfinished: estimateCount(unfinished[code] ?? 0, basis),
    errorsCounted: basis.exact,
  });
}

export const overview = defineQuery({
  params: v.object({ scope, reading }),
  urgency: "long",
  run: (db, params, { tell }) => readOverview(db, params, tell),
});
