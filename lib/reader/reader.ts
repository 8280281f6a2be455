/** Runs typed SQL in one process and questions in others, so that neither waits for the other. */

import { DEFAULT_LIMITS, type QueryLimits, type QueryOutcome, type QuestionOutcome } from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import type { QuestionAnswer, QuestionName, QuestionParams } from "../queries/registry.ts";
import { checkSql } from "./check-sql.ts";
import { Pool } from "./pool.ts";
import { urgencyOf } from "./urgency.ts";

export interface QueryOptions {
  readonly limits?: Partial<QueryLimits>;
  /** Aborting ends the query at once (`SQL_CANCELLED`). */
  readonly signal?: AbortSignal | undefined;
}

export interface QuestionOptions {
  /** Milliseconds from the moment the reader takes the question; a minute unless given. */
  readonly ms?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: TellProgress;
}

/**
 * Runs typed SQL and long questions in processes of its own that can be killed. Never rejects: what goes wrong is in
 * the outcome.
 */
export interface Reader {
  run(path: string, sql: string, options?: QueryOptions): Promise<QueryOutcome>;
  ask<Name extends QuestionName>(
    path: string,
    question: Name,
    params: QuestionParams<Name>,
    options?: QuestionOptions,
  ): Promise<QuestionOutcome<QuestionAnswer<Name>>>;
  /** Ends the reader's processes, whose code has changed; what they run is asked again in new ones. */
  renew(): void;
  /** Ends the reader's processes. The reader can be used again; it starts new ones. */
  close(): void;
}

/**
 * No more than connections that the server takes: who has one waits, and is not turned away. A view asks several
 * questions, of which each waits with little more than its own words.
 */
const MOST_WAITING = { typed: 256, questions: 4_096 };
/** Starting the process takes about 200 ms, a query in a warm one 0.3 ms more than in our own. */
const WARM_MS = 60_000;
/** The slowest questions take some seconds on ten million spans. */
const QUESTION_MS = 60_000;
/**
 * Views ask several questions at once; two processes keep two cores busy, and a long one from blocking the rest. One
 * more answers what is quick, so that the first rows of a view never wait for two long ones.
 */
const ASKING = { any: 2, quick: 1, yields: true } as const;

/**
 * A reader that runs its queries in processes made from `childFile`, the built `child.ts`. Nothing is started before
 * the first query. The process ends a minute (`warmMs`, milliseconds) after the last one, and with its parent.
 */
export function createReader(childFile: string, warmMs: number = WARM_MS): Reader {
  const typed = new Pool(childFile, { any: 1, quick: 0, mostWaiting: MOST_WAITING.typed, warmMs });
  const questions = new Pool(childFile, { ...ASKING, mostWaiting: MOST_WAITING.questions, warmMs });
  return {
    run(path, sql, { limits, signal }: QueryOptions = {}) {
      // The process checks again; here it saves starting one, and sending 20 MB to it.
      const failure = checkSql(sql);
      if (failure) return Promise.resolve({ ok: false, ...failure });
      const ask = { path, sql, limits: { ...DEFAULT_LIMITS, ...limits } };
      return typed.add(ask, { signal }) as Promise<QueryOutcome>;
    },
    ask<Name extends QuestionName>(
      path: string,
      question: Name,
      params: QuestionParams<Name>,
      { ms = QUESTION_MS, signal, onProgress }: QuestionOptions = {},
    ) {
      const ask = { path, question, params, limits: { ...DEFAULT_LIMITS, ms } };
      // What has read these spans keeps them.
      const about = JSON.stringify([path, "scope" in params ? params.scope : params]);
      const job = { signal, tell: onProgress, urgency: urgencyOf(question), about };
      return questions.add(ask, job) as Promise<QuestionOutcome<QuestionAnswer<Name>>>;
    },
    renew() {
      typed.renew();
      questions.renew();
    },
    close() {
      typed.close();
      questions.close();
    },
  };
}
