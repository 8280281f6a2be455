/** Runs typed SQL in one process and queries in others, so that neither waits for the other. */

import {
  DEFAULT_LIMITS,
  type QueryFailure,
  type QueryLimits,
  type QueryOutcome,
  type QuestionOutcome,
} from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import {
  checkParams,
  isQueryName,
  type JobName,
  ParamsError,
  QUERIES,
  type QueryAnswer,
  type QueryName,
  type QueryParams,
} from "../queries/registry.ts";
import type { CopyParams } from "../store/copy-file.ts";
import { checkSql } from "./failure.ts";
import { Pool } from "./pool.ts";

export interface QueryOptions {
  readonly limits?: Partial<QueryLimits>;
  /** Aborting ends the query at once (`SQL_CANCELLED`). */
  readonly signal?: AbortSignal | undefined;
}

export interface QuestionOptions {
  /** Milliseconds from the moment the reader takes the query; a minute unless given. */
  readonly ms?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: TellProgress;
  /** The second file of a comparison. */
  readonly other?: string | null;
}

/**
 * Runs typed SQL and queries in processes of its own that can be killed. Never rejects: what goes wrong is in
 * the outcome.
 */
export interface Reader {
  run(path: string, sql: string, options?: QueryOptions): Promise<QueryOutcome>;
  /** Why a query is not asked: there is none of that name, or it does not take these parameters. Null where it is. */
  check(query: string, params: unknown): QueryFailure | null;
  /** What `check` refuses is in the outcome, too (`PARAMS`). */
  ask<Name extends QueryName>(
    path: string,
    query: Name,
    params: QueryParams<Name>,
    options?: QuestionOptions,
  ): Promise<QuestionOutcome<QueryAnswer<Name>>>;
  /** Copies a database, without a connection to it in this process. */
  copy(path: string, params: CopyParams, options?: QuestionOptions): Promise<QuestionOutcome<string>>;
  /** Ends the reader's processes, whose code has changed; what they run is asked again in new ones. */
  renew(): void;
  /** Ends the reader's processes. The reader can be used again; it starts new ones. */
  close(): void;
}

/**
 * No more than connections that the server takes: who has one waits, and is not turned away. A view asks several
 * queries, of which each waits with little more than its own words.
 */
const MAX_WAITING = { typed: 256, queries: 4_096 };
/** Starting the process takes about 200 ms, a query in a warm one 0.3 ms more than in our own. */
const WARM_MS = 60_000;
/** The slowest queries take some seconds on ten million spans. */
const QUERY_MS = 60_000;
/**
 * Views ask several queries at once; two processes keep two cores busy, and a long one from blocking the rest. One
 * more answers what is quick, so that the first rows of a view never wait for two long ones.
 */
const ASKING = { any: 2, quick: 1, yields: true } as const;

/**
 * A reader that runs its queries in processes made from `childFile`, the built `child.ts`. Nothing is started before
 * the first query. The process ends a minute (`warmMs`, milliseconds) after the last one, and with its parent.
 */
export function createReader(childFile: string, warmMs: number = WARM_MS): Reader {
  const typed = new Pool(childFile, { any: 1, quick: 0, mostWaiting: MAX_WAITING.typed, warmMs });
  const queries = new Pool(childFile, { ...ASKING, mostWaiting: MAX_WAITING.queries, warmMs });
  return {
    run(path, sql, { limits, signal }: QueryOptions = {}) {
      // The process checks again; here it saves starting one, and sending 20 MB to it.
      const failure = checkSql(sql);
      if (failure) return Promise.resolve({ ok: false, ...failure });
      const ask = { path, sql, limits: { ...DEFAULT_LIMITS, ...limits } };
      return typed.add(ask, { signal }) as Promise<QueryOutcome>;
    },
    check: refuseParams,
    ask<Name extends QueryName>(
      path: string,
      query: Name,
      sent: QueryParams<Name>,
      { ms = QUERY_MS, signal, onProgress, other = null }: QuestionOptions = {},
    ) {
      const failure = refuseParams(query, sent);
      if (failure) return Promise.resolve({ ok: false, ...failure });
      const params = checkParams(query, sent);
      const ask = { path, query, params, other, limits: { ...DEFAULT_LIMITS, ms } };
      // What has read these spans keeps them.
      const about = JSON.stringify([path, "scope" in params ? params.scope : params]);
      const job = { signal, tell: onProgress, urgency: QUERIES[query].urgency, about };
      return queries.add(ask, job) as Promise<QuestionOutcome<QueryAnswer<Name>>>;
    },
    copy(path, params, { ms = QUERY_MS, signal, onProgress }: QuestionOptions = {}) {
      const ask = { path, job: "copy" satisfies JobName, params, limits: { ...DEFAULT_LIMITS, ms } } as const;
      return queries.add(ask, { signal, tell: onProgress, about: path }) as Promise<QuestionOutcome<string>>;
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

function refuseParams(query: string, params: unknown): QueryFailure | null {
  if (!isQueryName(query)) return { code: "PARAMS", message: `there is no query ${query}` };
  try {
    checkParams(query, params);
    return null;
  } catch (error) {
    if (error instanceof ParamsError) return { code: "PARAMS", message: error.message };
    throw error;
  }
}
