/** Why the selected calls, or the slowest ones, are slow. */

import * as v from "valibot";
import type { RowsRequest } from "../analysis/explore/answer.ts";
import { findSelected } from "../analysis/explore/pick-rows.ts";
import type { WhyAnswer } from "../analysis/why/answer.ts";
import { explainSlow } from "../analysis/why/explain-slow.ts";
import type { Selection } from "../analysis/why/selection.ts";
import type { Reading } from "../columns/span-range.ts";
import { readTagsAt } from "../columns/tags-at.ts";
import { limitOptions, MIN_CALLS, quoteWord, repeatOption } from "../model/command-line.ts";
import { formatNumber } from "../model/format.ts";
import type { TellProgress } from "../model/progress.ts";
import { isCut, type SpanWindow } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExploreSource } from "./explore-source.ts";
import { readNewest } from "./newest.ts";
import { reading, scope, selection } from "./params.ts";
import { defineQuery } from "./query.ts";
import { membersOf } from "./sessions.ts";

export interface WhyParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly selection:
    | { readonly slowest: number }
    | { readonly ids: readonly number[] }
    /** A region of the plot with these axes. */
    | { readonly plot: Omit<RowsRequest, "sort" | "offset" | "limit"> };
}

/** The answer and its basis. */
export interface WhyOfScope extends WhyAnswer {
  /** Spans of the scope, including those without a duration; estimated if the answer is from a sample. */
  readonly calls: number;
  /** Runs in the file. */
  readonly runs: number;
  /** Runs in scope: several in a session. */
  readonly runsInScope: number;
  readonly window: SpanWindow;
  /** The equivalent command; null if the command line cannot express it. */
  readonly command: string | null;
}

export function readWhy(
  db: Connection,
  { scope, reading = "exact", selection }: WhyParams,
  tell?: TellProgress,
): WhyOfScope {
  const { scoped, source, basis } = readExploreSource(db, { scope, reading, needs: () => "all", tell });
  const picked: Selection =
    "plot" in selection ? { rows: findSelected(source, selection.plot, scoped.origin ?? 0) ?? [] } : selection;
  const { tree } = source.spans;
  const readTags = tree ? (places: Int32Array) => readTagsAt(db, tree, places, { also: scope.also ?? [] }) : undefined;
  const answer = explainSlow(source, picked, {
    tell,
    zero: scoped.origin === null ? undefined : scoped.zero,
    readTags,
  });
  const runs = scoped.runs.length;
  const runsInScope = scoped.run ? membersOf(scoped.run).length : runs;
  const looked = { calls: source.estimate(source.spans.count), runs, runsInScope, window: scoped.window };
  // Exact though it does not become so by itself.
  const isAsked = basis.exact && basis.follows === "asked";
  const names = scope.names.length > 0 ? scope.names : answer.names.length === 1 ? answer.names : [];
  const isOld = scope.maxSpanId !== undefined && readNewest(db, scope.maxSpanId).count > 0;
  const asked = { ...scope, names, maxSpanId: isOld ? scope.maxSpanId : undefined };
  return {
    ...answer,
    ...looked,
    basis,
    command: "slowest" in selection ? formatCommand(asked, selection.slowest, { ...looked, isAsked }) : null,
  };
}

/** Omits options that equal the command's defaults. */
function formatCommand(scope: Scope, slowest: number, considered: Considered): string | null {
  const { calls, runs, runsInScope, window, isAsked } = considered;
  const [name, ...names] = scope.names;
  if (name === undefined) return null;
  const options = ["--slowest", formatNumber(slowest), ...repeatOption("--name", names)];
  if (scope.run !== "latest" || (calls < MIN_CALLS && runs > runsInScope)) options.push("--run", quoteWord(scope.run));
  options.push(...limitOptions(scope));
  if (scope.window !== null && isCut(window)) options.push("--window", String(scope.window));
  if (scope.maxSpanId !== undefined) options.push("--until", String(scope.maxSpanId));
  options.push(...repeatOption("--also", scope.also ?? []));
  if (isAsked) options.push("--exact");
  const word = quoteWord(name);
  const words = name.startsWith("-") ? [...options, "--", word] : [word, ...options];
  return ["spantom", "why", ...words].join(" ");
}

interface Considered extends Pick<WhyOfScope, "calls" | "runs" | "runsInScope" | "window"> {
  readonly isAsked: boolean;
}

export const why = defineQuery({
  params: v.object({
    scope,
    reading,
    selection: v.union([
      v.object({ slowest: v.pipe(v.number(), v.gtValue(0), v.ltValue(100)) }),
      v.object({ ids: v.array(v.number()) }),
      v.object({ plot: selection }),
    ]),
  }),
  urgency: "long",
  run: (db, params, { tell }) => readWhy(db, params, tell),
});
