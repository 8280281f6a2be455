/** Runs typed SQL and queries in separate pools of processes, so that neither waits for the other. */

import {
  DEFAULT_LIMITS,
  type QueryFailure,
  type QueryOutcome,
  type SqlLimits,
  type SqlOutcome,
} from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Urgency } from "../queries/query.ts";
import type { JobName, QueryAnswer, QueryName, QueryParams } from "../queries/registry.ts";
import type { CopyParams } from "../store/copy-file.ts";
import { checkSql } from "./failure.ts";
import { Pool } from "./pool.ts";

export interface SqlOptions {
  readonly limits?: Partial<SqlLimits>;
  /** Aborting ends the query immediately (`SQL_CANCELLED`). */
  readonly signal?: AbortSignal | undefined;
}

export interface QueryOptions {
  /** Deadline, milliseconds from the moment a process takes the query; ten minutes by default. */
  readonly ms?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: TellProgress;
  /** The second file of a comparison. */
  readonly other?: string | null;
}

/**
 * Runs typed SQL and queries in processes that can be killed. Never rejects: failures are outcomes.
 */
export interface Reader {
  run(path: string, sql: string, options?: SqlOptions): Promise<SqlOutcome>;
  /** Why a query would be refused: an unknown name, or parameters it does not accept. Null if it would not. */
  check(query: string, params: unknown): Promise<QueryFailure | null>;
  /** Fails with `PARAMS` where `check` would refuse. */
  ask<Name extends QueryName>(
    path: string,
    query: Name,
    params: QueryParams<Name>,
    options?: QueryOptions,
  ): Promise<QueryOutcome<QueryAnswer<Name>>>;
  /** Copies a database without opening a connection in this process. */
  copy(path: string, params: CopyParams, options?: QueryOptions): Promise<QueryOutcome<string>>;
  /** Restarts the processes after their code has changed, along with the jobs they are running. */
  renew(): void;
  /** Ends the processes. The reader remains usable and starts new ones. */
  close(): void;
}

/**
 * As many as the server accepts connections, so that a client with a connection waits instead of being rejected. A view
 * sends several queries, and each takes little memory while it waits.
 */
const MAX_WAITING = { typed: 256, queries: 4_096 };
/** Starting a process takes about 200 ms; a query in a warm one takes 0.3 ms more than in this process. */
const WARM_MS = 60_000;
/** Ten million spans take 15 s, on a busy machine minutes; every view shows progress and can stop them. */
const QUERY_MS = 600_000;
/**
 * Views send several queries at once: two processes keep two cores busy, and a long query does not block the rest. A
 * third runs only quick ones, so that the first rows of a view never wait for two long queries.
 */
const ASKING = { any: 2, quick: 1, yields: true } as const;

/**
 * Creates a reader whose processes run `childFile`, the built `child.ts`. No process is started before the first query;
 * each ends after a minute of idling (`warmMs`, milliseconds), and with its parent.
 */
export function createReader(childFile: string, warmMs: number = WARM_MS): Reader {
  const typed = new Pool(childFile, { any: 1, quick: 0, maxWaiting: MAX_WAITING.typed, warmMs });
  const queries = new Pool(childFile, { ...ASKING, maxWaiting: MAX_WAITING.queries, warmMs });
  return {
    run(path, sql, { limits, signal }: SqlOptions = {}) {
      // The process checks again; checking here saves starting one and sending it 20 MB.
      const failure = checkSql(sql);
      if (failure) return Promise.resolve({ ok: false, ...failure });
      const request = { path, sql, limits: { ...DEFAULT_LIMITS, ...limits } };
      return typed.add(request, { signal }) as Promise<SqlOutcome>;
    },
    async check(query, params) {
      return (await readParams(query, params)).failure ?? null;
    },
    async ask<Name extends QueryName>(
      path: string,
      query: Name,
      sent: QueryParams<Name>,
      { ms = QUERY_MS, signal, onProgress, other = null }: QueryOptions = {},
    ) {
      const { params, urgency, failure } = await readParams<Name>(query, sent);
      if (failure) return { ok: false, ...failure } as const;
      const request = { path, query, params, other, limits: { ...DEFAULT_LIMITS, ms } };
      // A process caches the spans it has read.
      const about = JSON.stringify([path, "scope" in params ? params.scope : params]);
      // To read a scope takes longer than to answer from it: side by side, two processes would both read all of it.
      const reading = urgency === "long" && "reading" in params ? params.reading : undefined;
      const reads = reading && `${reading} ${about}`;
      const job = { signal, tell: onProgress, urgency, about, reads };
      return queries.add(request, job) as Promise<QueryOutcome<QueryAnswer<Name>>>;
    },
    copy(path, params, { ms = QUERY_MS, signal, onProgress }: QueryOptions = {}) {
      const request = { path, job: "copy" satisfies JobName, params, limits: { ...DEFAULT_LIMITS, ms } } as const;
      return queries.add(request, { signal, tell: onProgress, about: path }) as Promise<QueryOutcome<string>>;
    },
    renew() {
      typed.renew();
      queries.renew();
    },
    close() {
      typed.close();
      queries.close();
    },
  };
}

/** Loaded with the first query: the serving process needs only the parameters and urgency of each. */
const loadQueries = () => import("../queries/registry.ts");

type Checked<Name extends QueryName> =
  | { readonly params: QueryParams<Name>; readonly urgency: Urgency; readonly failure?: undefined }
  | { readonly params?: undefined; readonly urgency?: undefined; readonly failure: QueryFailure };

async function readParams<Name extends QueryName>(query: string, sent: unknown): Promise<Checked<Name>> {
  const { checkParams, isQueryName, ParamsError, QUERIES } = await loadQueries();
  if (!isQueryName(query)) return { failure: { code: "PARAMS", message: `unknown query ${query}` } };
  try {
    return { params: checkParams(query as Name, sent), urgency: QUERIES[query].urgency };
  } catch (error) {
    if (error instanceof ParamsError) return { failure: { code: "PARAMS", message: error.message } };
    throw error;
  }
}
