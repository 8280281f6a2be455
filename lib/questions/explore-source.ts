/** The columns of a scope, kept while the same file is asked about the same scope: a click must not read a million spans again. */
import { statSync } from "node:fs";
import { readColumns } from "../columns/read-columns.ts";
import type { Connection } from "../driver.ts";
import { ExploreSource } from "../explore/source.ts";
import type { Scope } from "../scope.ts";
import type { TellProgress } from "./question.ts";
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
  const state = fileState(db);
  const key = JSON.stringify([scope, scoped.window, scoped.run?.id, state]);
  if (state && kept?.key === key) return { scoped, source: kept.source };
  // Before the next is read: both together may be too much.
  kept = undefined;
  const source = new ExploreSource(readColumns(db, scoped, tell ? { tell } : {}));
  if (state) kept = { key, source };
  return { scoped, source };
}

/** Changes with every span and tag that is written, and with the file itself. Undefined for what is in memory. */
function fileState(db: Connection): unknown[] | undefined {
  const last = db
    .prepare<[], unknown[]>("SELECT (SELECT max(id) FROM spans), (SELECT max(id) FROM span_tags)")
    .raw()
    .get();
  const path = db.pragma("database_list") as { file: string }[];
  const file = path[0]?.file;
  if (!file) return undefined;
  const { ino, mtimeMs, size } = statSync(file);
  return [file, ino, mtimeMs, size, last];
}
