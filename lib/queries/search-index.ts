/** The search index of the command palette: span names, tag keys, errors and runs of a file. */
import * as v from "valibot";
import { countScopeTags } from "../columns/count-tags.ts";
import { readSpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount } from "../model/basis.ts";
import { findKind, type ValueKind } from "../model/kinds.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readScopeErrors, type ScopeErrors } from "./scope-errors.ts";
import { groupRuns, membersOf } from "./sessions.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { sumByName } from "./sql/sums-by-name.ts";

/** For more, people use the query page. */
const MAX_NAMES = 500;
const MAX_KEYS = 200;
const MAX_RUNS = 50;
const TOP_VALUES = 8;

export interface SearchIndex {
  /** Of the names: of a sample, their figures are estimates, and rare ones may be missing. */
  readonly basis: Basis;
  /** Names in the run, the largest total first. */
  readonly names: readonly {
    readonly name: string;
    readonly count: number;
    /** Seconds. */
    readonly total: number;
  }[];
  /** Of the run, the most frequent first; `on` is the span name that carries the key most often. */
  readonly keys: readonly {
    readonly key: string;
    readonly kind: ValueKind;
    /** Distinct values; of a sample, those seen. */
    readonly values: number;
    readonly top: readonly string[];
    readonly on: string | null;
  }[];
  /** Whether all tags of the run were read. */
  readonly allTags: boolean;
  /** In the run. */
  readonly errors: ScopeErrors;
  /** Runs and sessions, newest first. */
  readonly runs: readonly {
    readonly id: string;
    /** Runs of a session; 1 for a run alone. */
    readonly runs: number;
    /** Seconds since the epoch. */
    readonly started: number;
    readonly count: number;
    readonly command: string | null;
  }[];
}

type Params = Pick<Scope, "run" | "window" | "maxSpanId">;

/** Names, keys and errors are those of the run, all up to the same span. */
export function readSearchIndex(db: Connection, { run, window, maxSpanId }: Params): SearchIndex {
  const scope = { ...DEFAULT_SCOPE, run, window, maxSpanId };
  const scoped = resolveScope(db, scope);
  const range = readSpanRange(db, scoped, "sample", () => undefined);
  const names = sumByName(range).sort((a, b) => b.total - a.total || a.firstId - b.firstId);
  const { keys, basis } = countScopeTags(db, range);
  return {
    basis: range.basis,
    names: names.slice(0, MAX_NAMES).map(({ name, count, total }) => {
      const scale = range.sample?.scale ?? 1;
      return {
        name,
        count: estimateCount(count, range.basis),
        total: total * scale,
      };
    }),
    keys: [...keys]
      .sort((a, b) => b.count - a.count)
      .slice(0, MAX_KEYS)
      .map(({ key, values, names: on }) => {
        const [most] = [...on].sort((a, b) => b[1] - a[1]);
        const top = [...values].sort((a, b) => b[1] - a[1]).slice(0, TOP_VALUES);
        return {
          key,
          kind: findKind(values.keys()),
          values: values.size,
          top: top.map(([value]) => value),
          on: most?.[0] ?? null,
        };
      }),
    allTags: basis.exact,
    errors: readScopeErrors(db, { scope }),
    runs: groupRuns(scoped.runs)
      .slice(-MAX_RUNS)
      .reverse()
      .map((group) => {
        const { id, started, count, command } = group;
        return { id, runs: membersOf(group).length, started, count, command };
      }),
  };
}

export const searchIndex = defineQuery({
  params: v.object({ run: v.string(), window: v.nullable(v.number()), maxSpanId: v.optional(spanId) }),
  urgency: "first",
  run: readSearchIndex,
});
