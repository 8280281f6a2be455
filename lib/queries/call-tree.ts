/** All calls of a scope, merged by path: where the time goes below which caller. */
import * as v from "valibot";
import type { CallTree, NameTotals } from "../analysis/tree/answer.ts";
import { listSplitTags } from "../analysis/tree/choose-split.ts";
import { holdParents, mergeCalls, type PathTree, stepByName, sumByGroup } from "../analysis/tree/merge-calls.ts";
import { pickPaths } from "../analysis/tree/pick-paths.ts";
import { splitSteps } from "../analysis/tree/split-steps.ts";
import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import type { FinishedValues } from "../columns/tag-values.ts";
import { ALL_TAGS, ALWAYS_EXACT, estimateCount } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { pathsSql } from "./sql/paths-sql.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { findTraced } from "./traced-time.ts";
import { findSplit, readTreeTags } from "./tree-steps.ts";

/** More bars and rows take longer to draw than to find. */
const MAX_PATHS = 1_000;
const MAX_SPLIT_KEYS = 3;
/** As many as data endpoints list. */
const MAX_LISTED = 10_000;

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  /** Tags to split by; empty for names only, undefined for those that tell siblings apart, if few paths come of it. */
  readonly split?: readonly string[] | undefined;
  /** How many paths, those that take longest; `MAX_PATHS` by default. */
  readonly limit?: number | undefined;
}

export function readCallTree(
  db: Connection,
  { scope, reading = "exact", split, limit = MAX_PATHS }: Params,
  tell: TellProgress,
): CallTree {
  const scoped = resolveScope(db, scope);
  const told = (what: string) => (done: number, total: number) => tell({ what, done, total });
  const range = holdParents(readSpanRange(db, scoped, reading, told("Reading spans")));
  const { source } = range.parents();
  const tags = readSplitTags(db, range, { split, of: scoped.window.count, tell: told("Reading tags") });
  const { tree, keys } = growTree(range, tags.lists, split, told("Merging calls"));
  const { paths, cut } = pickPaths(tree, limit);
  const timed = tree.calls.reduce((sum, calls) => sum + calls, 0);
  return {
    basis: range.basis,
    source,
    paths,
    pathCount: countCalled(tree),
    cut,
    names: totalNames(range, new Set(paths.map(({ name }) => name))),
    calls: timed,
    leftOut: Math.max(0, estimateCount(range.count, range.basis) - timed),
    self: tree.self.reduce((sum, seconds) => sum + seconds, 0),
    traced: findTraced(db, scoped, range, reading),
    split: keys,
    tags: tags.all ? listSplitTags(tags.lists) : null,
    sql: pathsSql(scoped, source, keys),
  };
}

interface SplitRequest {
  readonly split: readonly string[] | undefined;
  /** Spans of the window, whose tags are looked through. */
  readonly of: number;
  readonly tell: (done: number, total: number) => void;
}

interface SplitTags {
  readonly lists: readonly FinishedValues[];
  /** Whether these are all tags: of a large scope, the exact answer reads only those it is split by. */
  readonly all: boolean;
}

function readSplitTags(db: Connection, range: SpanRange, { split, of, tell }: SplitRequest): SplitTags {
  // Of few spans, all tags are read, also if it is known which to split by: the others are offered.
  const all = range.sample !== null || of <= (split === undefined ? ALL_TAGS : ALWAYS_EXACT);
  if (range.count === 0 || (!all && !split?.length)) return { lists: [], all: false };
  return { lists: readTreeTags(db, { range, keys: all ? undefined : split, wanted: split ?? [] }, tell), all };
}

function growTree(
  range: SpanRange,
  lists: readonly FinishedValues[],
  split: readonly string[] | undefined,
  tell: (done: number, total: number) => void,
) {
  tell(0, range.count);
  // A sample is not split unasked if its exact answer cannot be.
  const isLarge = range.basis.of > ALL_TAGS;
  if (split) return { tree: mergeCalls(range, splitSteps(stepByName(range), split, lists)), keys: split };
  const { keys, steps } = isLarge ? { keys: [], steps: stepByName(range) } : findSplit(range, lists);
  return { tree: mergeCalls(range, steps), keys };
}

function countCalled({ calls }: PathTree): number {
  return calls.reduce((count, own) => count + (own > 0 ? 1 : 0), 0);
}

/** The figures of names over all their paths, as in the overview. */
function totalNames(range: SpanRange, wanted: ReadonlySet<string>): NameTotals[] {
  const { calls, total, self, p95 } = sumByGroup(range, range.names, range.nameTexts.length);
  return range.nameTexts.flatMap((name, code) => {
    if (!wanted.has(name) || !calls[code]) return [];
    const figures = { calls: calls[code], total: total[code] as number, self: self[code] as number };
    return { name, ...figures, p95: p95[code] as number };
  });
}

export const callTree = defineQuery({
  params: v.object({
    scope,
    reading,
    split: v.optional(v.pipe(v.array(v.string()), v.maxLength(MAX_SPLIT_KEYS), v.readonly())),
    limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_LISTED))),
  }),
  urgency: "long",
  run: (db, params, { tell }) => readCallTree(db, params, tell),
});
