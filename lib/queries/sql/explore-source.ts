/** The columns of a scope, kept while the same file is asked about the same scope: a click must not read a million spans again. */

import { ExploreSource } from "../../analysis/explore/source.ts";
import { readColumns } from "../../columns/read-columns.ts";
import type { TellProgress } from "../../model/progress.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { fileState, fileStateUpTo } from "../../store/file-state.ts";
import { resolveScope, type ScopedSpans } from "./scoped-spans.ts";

interface Kept {
  readonly key: string;
  readonly source: ExploreSource;
}

/** One at a time: that of a million spans takes 150 MB. */
let kept: Kept | undefined;

export interface ScopeSource {
  readonly scoped: ScopedSpans;
  readonly source: ExploreSource;
}

export function readExploreSource(db: Connection, scope: Scope, tell?: TellProgress): ScopeSource {
  const scoped = resolveScope(db, scope);
  const state = scope.until === undefined ? fileState(db) : fileStateUpTo(db, scope.until);
  const key = JSON.stringify([scope, scoped.window, scoped.run?.id, state]);
  if (state && kept?.key === key) return { scoped, source: kept.source };
  // Before the next is read: both together may be too much.
  kept = undefined;
  // A key that is filtered by is looked for.
  const also = [...(scope.also ?? []), ...scope.tags.map((filter) => filter.key)];
  const source = new ExploreSource(readColumns(db, scoped, { also, ...(tell && { tell }) }));
  if (state) kept = { key, source };
  return { scoped, source };
}
