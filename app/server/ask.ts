/**
 * The single path for running a query, used by pages, the browser's route and the data endpoints. The query runs in one
 * of the reader's processes, which can be killed, or here if it takes milliseconds. It stops when its request ends.
 */
import "server-only";
import { cache } from "react";
import type { QueryFailure, QueryOutcome, SqlOutcome } from "../../lib/model/outcome.ts";
import { endAt, limitsSpans, type Scope } from "../../lib/model/scope.ts";
import { readOverviewSql } from "../../lib/queries/overview-sql.ts";
import { ParamsError } from "../../lib/queries/params.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../lib/queries/registry.ts";
import { readRunning } from "../../lib/queries/running.ts";
import { readScopeNewest } from "../../lib/queries/scope-newest.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { QueryOptions } from "../../lib/reader/reader.ts";
import type { DatabaseError } from "../../lib/store/database-error.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { databasePath, findSource, getReader, withDatabase } from "./database.ts";
import { readMoment } from "./moment.ts";

type Options = Pick<QueryOptions, "signal" | "onProgress">;

/** Never rejects because of a file or query: such errors are in the outcome. */
export async function ask<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
  options: Options = {},
): Promise<QueryOutcome<QueryAnswer<Name>>> {
  const here = HERE[name];
  if (here?.isQuick(params)) return runHere((db) => here.run(db, params) as QueryAnswer<Name>);
  const other = name.startsWith("compare") ? await findCompared() : null;
  return askFile(
    (path) => getReader().ask(path, name, params, { ...options, other, signal: untilGone(options.signal) }),
    refuseFile,
  );
}

function refuseFile({ message, problem }: DatabaseError) {
  return { ok: false, code: "DATABASE", message, file: problem } as const;
}

/** The same for a page: as of its moment, and run once per request, however many parts of the page need it. */
export function askOnce<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
): Promise<QueryOutcome<QueryAnswer<Name>>> {
  return once(name, JSON.stringify(params)) as Promise<QueryOutcome<QueryAnswer<Name>>>;
}

const once = cache(async (name: QueryName, text: string) => {
  const params = JSON.parse(text) as { readonly scope?: Scope };
  const moment = await readMoment();
  if (!moment.ok) return refuseFile(moment.error);
  return ask(name, { ...params, ...(params.scope && { scope: endAt(params.scope, moment.value) }) } as never);
});

interface Here<Params> {
  readonly isQuick: (params: Params) => boolean;
  readonly run: (db: Connection, params: Params) => unknown;
}

/** Looking through this many spans takes milliseconds. */
const FEW = 100_000;

/** Queries that are so quick with some parameters that another process is not worth the wait. */
const HERE: { readonly [Name in QueryName]?: Here<QueryParams<Name>> } = {
  running: { isQuick: () => true, run: readRunning },
  scopeNewest: { isQuick: ({ scope }) => findsNewestAtOnce(scope), run: readScopeNewest },
  overviewSql: { isQuick: ({ scope }) => scope.tags.length === 0, run: readOverviewSql },
};

/** A tag filter takes a pass over the run, and so may a rare name or error, or a time in it. */
function findsNewestAtOnce(scope: Scope): boolean {
  const isSmall = scope.window !== null && scope.window <= FEW;
  return scope.tags.length === 0 && (isSmall || !limitsSpans(scope));
}

async function runHere<Value>(run: (db: Connection) => Value): Promise<QueryOutcome<Value>> {
  try {
    const answer = await withDatabase(run);
    return answer.ok ? answer : refuseFile(answer.error);
  } catch (error) {
    if (error instanceof ParamsError) return { ok: false, code: "PARAMS", message: error.message };
    throw error;
  }
}

/** The file passed to `spantom dashboard --compare`; null without that option. */
export function comparedPath(): string | null {
  return process.env.SPANTOM_COMPARE || null;
}

async function findCompared(): Promise<string | null> {
  const path = comparedPath();
  const source = path === null ? undefined : await findSource(path);
  // Errors are reported where the file is opened.
  return source?.ok ? source.path : path;
}

/** SQL can query any SQLite file, whatever its tables. */
export function runSql(sql: string, signal?: AbortSignal): Promise<SqlOutcome> {
  const run = (path: string) => getReader().run(path, sql, { signal: untilGone(signal) });
  return askFile(run, () => run(databasePath()));
}

type AnyOutcome = { readonly ok: true } | ({ readonly ok: false } & QueryFailure);

/** Queries the file, or silently a copy of it if one is read instead. */
async function askFile<Outcome extends AnyOutcome>(
  read: (path: string) => Promise<Outcome>,
  refuse: (error: DatabaseError) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const path = databasePath();
  const before = await findSource(path);
  if (!before.ok) return refuse(before.error);
  const outcome = await read(before.path);
  if (outcome.ok) return outcome;
  // Its WAL and the other files of SQLite existed during validation but are gone now.
  if (outcome.copyable && before.copied === null) {
    const other = await findSource(path, outcome);
    if (other.ok && other.copied !== null) return read(other.path);
  }
  return { ...outcome, message: outcome.message.replaceAll(before.path, path) };
}

/** Aborts with the caller's signal, and when the request's client disconnects. */
function untilGone(own: AbortSignal | undefined): AbortSignal | undefined {
  const gone = getHost().signal();
  return own && gone ? AbortSignal.any([own, gone]) : (own ?? gone);
}
