/**
 * The one way to ask a query: pages, the route that the browser asks by, and the data endpoints all come here. It runs
 * in the reader's process, which can be killed, or here where it takes milliseconds. The request's end stops it.
 */
import "server-only";
import { cache } from "react";
import type { QueryFailure, QueryOutcome, SqlOutcome } from "../../lib/model/outcome.ts";
import { DEFAULT_WINDOW, type Scope } from "../../lib/model/scope.ts";
import { readOverviewSql } from "../../lib/queries/overview-sql.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../lib/queries/registry.ts";
import { readScopeNewest } from "../../lib/queries/scope-newest.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { QueryOptions } from "../../lib/reader/reader.ts";
import type { DatabaseError } from "../../lib/store/database-error.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { databasePath, findSource, getReader, withDatabase } from "./database.ts";

type Options = Pick<QueryOptions, "signal" | "onProgress">;

/** Never rejects for what a file or a query may do: that is in the outcome. */
export async function ask<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
  options: Options = {},
): Promise<QueryOutcome<QueryAnswer<Name>>> {
  const here = HERE[name];
  if (here?.isQuick(params)) return runHere((db) => here.run(db, params) as QueryAnswer<Name>);
  const other = COMPARES.has(name) ? await findCompared() : null;
  return askFile(
    (path) => getReader().ask(path, name, params, { ...options, other, signal: untilGone(options.signal) }),
    ({ message, problem }) => ({ ok: false, code: "DATABASE", message, file: problem }),
  );
}

/** The same, once a request however many parts of a page ask it. */
export function askOnce<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
): Promise<QueryOutcome<QueryAnswer<Name>>> {
  return once(name, JSON.stringify(params)) as Promise<QueryOutcome<QueryAnswer<Name>>>;
}

const once = cache((name: QueryName, params: string) => ask(name, JSON.parse(params)));

interface Here<Params> {
  readonly isQuick: (params: Params) => boolean;
  readonly run: (db: Connection, params: Params) => unknown;
}

/** Queries that some parameters make so quick that another process is not worth waiting for. */
const HERE: { readonly [Name in QueryName]?: Here<QueryParams<Name>> } = {
  scopeNewest: { isQuick: ({ scope }) => findsNewestAtOnce(scope), run: readScopeNewest },
  overviewSql: { isQuick: ({ scope }) => scope.tags.length === 0, run: readOverviewSql },
};

/** Tags are found by a pass over the window; a rare name in a large one is looked for as long. */
export function findsNewestAtOnce({ tags, names, from, to, window }: Scope): boolean {
  return tags.length === 0 && (window <= DEFAULT_WINDOW || (names.length === 0 && from === null && to === null));
}

async function runHere<Value>(run: (db: Connection) => Value): Promise<QueryOutcome<Value>> {
  const answer = await withDatabase(run);
  if (answer.ok) return answer;
  const { message, problem } = answer.error;
  return { ok: false, code: "DATABASE", message, file: problem };
}

const COMPARES: ReadonlySet<QueryName> = new Set([
  "compare",
  "compareName",
  "compareSides",
  "compareStart",
  "compareTags",
]);

/** The file that `spantom dashboard --compare` named; null when it named none. */
export function comparedPath(): string | null {
  return process.env.SPANTOM_COMPARE || null;
}

async function findCompared(): Promise<string | null> {
  const path = comparedPath();
  const source = path === null ? undefined : await findSource(path);
  // What is wrong with it is said where it is opened.
  return source?.ok ? source.path : path;
}

/** Any SQLite file can be asked by SQL, whatever its tables. */
export function runSql(sql: string, signal?: AbortSignal): Promise<SqlOutcome> {
  const run = (path: string) => getReader().run(path, sql, { signal: untilGone(signal) });
  return askFile(run, () => run(databasePath()));
}

type AnyOutcome = { readonly ok: true } | ({ readonly ok: false } & QueryFailure);

/** Asks the file, or the copy that is read in its place, of which nobody hears. */
async function askFile<Outcome extends AnyOutcome>(
  read: (path: string) => Promise<Outcome>,
  refuse: (error: DatabaseError) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const path = databasePath();
  const before = await findSource(path);
  if (!before.ok) return refuse(before.error);
  const outcome = await read(before.path);
  if (outcome.ok) return outcome;
  // Its log and SQLite's other files were there during validation, and are gone.
  if (outcome.copyable && before.copied === null) {
    const other = await findSource(path, outcome);
    if (other.ok && other.copied !== null) return read(other.path);
  }
  return { ...outcome, message: outcome.message.replaceAll(before.path, path) };
}

/** Aborts with the caller's own signal, and when the client of the request goes away. */
function untilGone(own: AbortSignal | undefined): AbortSignal | undefined {
  const gone = getHost().signal();
  return own && gone ? AbortSignal.any([own, gone]) : (own ?? gone);
}
