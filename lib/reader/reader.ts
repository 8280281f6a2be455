/** Runs typed SQL and questions, each in one process: they wait for each other, and a killed process is replaced by the next. */

import type { QuestionAnswer, QuestionName, QuestionParams } from "../questions/list.ts";
import type { TellProgress } from "../questions/question.ts";
import { checkSql } from "./check-sql.ts";
import type { Ask } from "./messages.ts";
import {
  DEFAULT_LIMITS,
  type QueryFailure,
  type QueryOptions,
  type QueryOutcome,
  type QuestionOptions,
  type QuestionOutcome,
  type Reader,
} from "./query.ts";
import { type Outcome, ReaderProcess } from "./reader-process.ts";

/**
 * No more than connections that the server takes: who has one waits, and is not turned away. A view asks several
 * questions, of which each waits with little more than its own words.
 */
const MAX_WAITING = { typed: 256, questions: 2_048 };
/** Starting the process takes about 200 ms, a query in a warm one 0.3 ms more than in our own. */
const WARM_MS = 60_000;

const CANCELLED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };
const busy = (waiting: number): QueryFailure => ({
  code: "SQL_BUSY",
  message: `${waiting} queries are waiting already. Run it again in a moment.`,
});

interface Job {
  readonly ask: Ask;
  readonly tell: TellProgress | undefined;
  readonly finish: (outcome: Outcome) => void;
}

/** The slowest questions take some seconds on ten million spans. */
const QUESTION_MS = 60_000;
/** Views ask several questions at once; two processes keep two cores busy, and a long one from blocking the rest. */
const ASKING_PROCESSES = 2;

/**
 * A reader that runs its queries in processes made from `childFile`, the built `child.ts`. Nothing is started before
 * the first query. The process ends a minute (`warmMs`, milliseconds) after the last one, and with its parent.
 */
export function createReader(childFile: string, warmMs: number = WARM_MS): Reader {
  const typed = new Queue(childFile, warmMs, MAX_WAITING.typed);
  const questions = Array.from({ length: ASKING_PROCESSES }, () => new Queue(childFile, warmMs, MAX_WAITING.questions));
  return {
    run(path, sql, { limits, signal }: QueryOptions = {}) {
      // The process checks again; here it saves starting one, and sending 20 MB to it.
      const failure = checkSql(sql);
      if (failure) return Promise.resolve({ ok: false, ...failure });
      const ask = { path, sql, limits: { ...DEFAULT_LIMITS, ...limits } };
      return typed.add(ask, signal) as Promise<QueryOutcome>;
    },
    ask<Name extends QuestionName>(
      path: string,
      question: Name,
      params: QuestionParams<Name>,
      { ms = QUESTION_MS, signal, onProgress }: QuestionOptions = {},
    ) {
      const ask = { path, question, params, limits: { ...DEFAULT_LIMITS, ms } };
      const shortest = questions.reduce((a, b) => (b.length < a.length ? b : a));
      // What has read these spans keeps them.
      const about = JSON.stringify([path, "scope" in params ? params.scope : params]);
      const queue = questions.find((one) => one.length === 0 && one.about === about) ?? shortest;
      queue.about = about;
      return queue.add(ask, signal, onProgress) as Promise<QuestionOutcome<QuestionAnswer<Name>>>;
    },
    close() {
      for (const queue of [typed, ...questions]) queue.close();
    },
  };
}

class Queue {
  readonly #file: string;
  readonly #warmMs: number;
  readonly #most: number;
  readonly #waiting: Job[] = [];
  #process: ReaderProcess | undefined;
  #running: Job | undefined;
  #warm: NodeJS.Timeout | undefined;
  /** What was asked about last. */
  about = "";

  constructor(file: string, warmMs: number, most: number) {
    this.#file = file;
    this.#warmMs = warmMs;
    this.#most = most;
  }

  /** How many wait or run. */
  get length(): number {
    return this.#waiting.length + (this.#running ? 1 : 0);
  }

  add(ask: Ask, signal: AbortSignal | undefined, tell?: TellProgress): Promise<Outcome> {
    const failure = signal?.aborted ? CANCELLED : this.#full() ? busy(this.#most) : undefined;
    if (failure) return Promise.resolve({ ok: false, ...failure });
    return new Promise((resolve) => {
      const cancel = () => this.#cancel(job);
      const job: Job = {
        ask,
        tell,
        finish: (outcome) => {
          signal?.removeEventListener("abort", cancel);
          resolve(outcome);
        },
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.push(job);
      void this.#next();
    });
  }

  close(): void {
    for (const job of this.#waiting.splice(0)) job.finish({ ok: false, ...CANCELLED });
    clearTimeout(this.#warm);
    this.#process?.kill(CANCELLED);
    this.#process = undefined;
  }

  #full(): boolean {
    return this.#running !== undefined && this.#waiting.length >= this.#most;
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#running = job;
    clearTimeout(this.#warm);
    if (!this.#process || this.#process.gone) this.#process = new ReaderProcess(this.#file);
    const outcome = await this.#process.ask(job.ask, job.tell);
    this.#running = undefined;
    this.#warm = setTimeout(() => this.#process?.kill(CANCELLED), this.#warmMs).unref();
    job.finish(outcome);
    void this.#next();
  }

  #cancel(job: Job): void {
    if (job === this.#running) {
      this.#process?.kill(CANCELLED);
      return;
    }
    const index = this.#waiting.indexOf(job);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    job.finish({ ok: false, ...CANCELLED });
  }
}
