/** A pool of processes with a shared queue. A process runs one job at a time; a killed one is replaced on demand. */

import type { QueryFailure } from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import { URGENCIES, type Urgency } from "../queries/query.ts";
import type { ReaderRequest } from "./messages.ts";
import { type Outcome, ReaderProcess } from "./reader-process.ts";

const CANCELLED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

export interface PoolSize {
  /** Processes that run any job. */
  readonly any: number;
  /** Processes that never run `long` jobs. */
  readonly quick: number;
  /** Whether the processes for any job run at lower priority than this one, which renders pages. */
  readonly yields?: boolean;
  readonly maxWaiting: number;
  /** Milliseconds to keep an idle process. */
  readonly warmMs: number;
}

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly tell?: TellProgress | undefined;
  readonly urgency?: Urgency;
  /** Identifies what the job reads. A process whose last job had the same value still has it in memory. */
  readonly about?: string;
  /** Identifies the reading. A job waits for another one of the same reading to end, whose process has it in memory. */
  readonly reads?: string | undefined;
}

interface Job {
  readonly request: ReaderRequest;
  readonly tell: TellProgress | undefined;
  readonly urgency: Urgency;
  readonly about: string;
  readonly reads: string | undefined;
  readonly finish: (outcome: Outcome) => void;
}

export class Pool {
  readonly #slots: readonly Slot[];
  readonly #waiting: Job[] = [];
  readonly #maxWaiting: number;

  constructor(file: string, { any, quick, yields = false, maxWaiting, warmMs }: PoolSize) {
    this.#maxWaiting = maxWaiting;
    const make = (count: number, quickOnly: boolean) =>
      Array.from({ length: count }, () => new Slot(file, { quickOnly, yields: yields && !quickOnly, warmMs }));
    this.#slots = [...make(quick, true), ...make(any, false)];
  }

  add(request: ReaderRequest, { signal, tell, urgency = "long", about = "", reads }: JobOptions): Promise<Outcome> {
    const failure = signal?.aborted ? CANCELLED : this.#findFull();
    if (failure) return Promise.resolve({ ok: false, ...failure });
    return new Promise((resolve) => {
      const cancel = () => this.#cancel(job);
      const finish = (outcome: Outcome) => {
        signal?.removeEventListener("abort", cancel);
        resolve(outcome);
      };
      const job: Job = { request, tell, urgency, about, reads, finish };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.push(job);
      this.#startNext();
    });
  }

  /** Ends the processes. The pool can be used again. */
  close(): void {
    for (const job of this.#waiting.splice(0)) job.finish({ ok: false, ...CANCELLED });
    for (const slot of this.#slots) slot.end();
  }

  /** Ends the processes and restarts their jobs in new ones. */
  renew(): void {
    for (const slot of this.#slots) slot.renew();
  }

  #findFull(): QueryFailure | undefined {
    const max = this.#maxWaiting;
    if (this.#waiting.length < max) return undefined;
    return { code: "SQL_BUSY", message: `${max} queries are already waiting. Try again in a moment.` };
  }

  #startNext(): void {
    for (let next = this.#pick(); next; next = this.#pick()) {
      const { job, slot } = next;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      void slot.run(job).then(() => this.#startNext());
    }
  }

  /** The most urgent job that some process can take; among equals, the oldest. */
  #pick(): { readonly job: Job; readonly slot: Slot } | undefined {
    const idle = this.#slots.filter(({ running }) => running === undefined);
    for (const urgency of URGENCIES) {
      const job = this.#waiting.find((waiting) => waiting.urgency === urgency && !this.#isRead(waiting.reads));
      if (!job) continue;
      const able = idle.filter((slot) => slot.takes(job));
      const started = able.filter((slot) => slot.started);
      const known = started.filter(({ about }) => about === job.about);
      const slot = known.find(({ reads }) => reads === job.reads) ?? known[0] ?? started[0] ?? able[0];
      if (slot) return { job, slot };
    }
    return undefined;
  }

  #isRead(reads: string | undefined): boolean {
    return reads !== undefined && this.#slots.some(({ running }) => running?.reads === reads);
  }

  #cancel(job: Job): void {
    this.#slots.find(({ running }) => running === job)?.stop();
    const index = this.#waiting.indexOf(job);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    job.finish({ ok: false, ...CANCELLED });
  }
}

interface SlotOptions {
  readonly quickOnly: boolean;
  readonly yields: boolean;
  readonly warmMs: number;
}

/** A slot for a process, which is started on demand. */
class Slot {
  readonly #file: string;
  readonly #options: SlotOptions;
  #process: ReaderProcess | undefined;
  #running: Job | undefined;
  #warm: NodeJS.Timeout | undefined;
  #about = "";
  #reads: string | undefined;
  #renewed = false;

  constructor(file: string, options: SlotOptions) {
    this.#file = file;
    this.#options = options;
  }

  get running(): Job | undefined {
    return this.#running;
  }

  /** The `about` of its last job. */
  get about(): string {
    return this.#about;
  }

  /** The `reads` of its last job. */
  get reads(): string | undefined {
    return this.#reads;
  }

  get started(): boolean {
    return this.#process !== undefined && !this.#process.gone;
  }

  /** Quick jobs wait rather than start another process, which would take longer. */
  takes({ urgency }: Job): boolean {
    return this.#options.quickOnly ? urgency !== "long" : urgency === "long" || this.started;
  }

  async run(job: Job): Promise<void> {
    this.#running = job;
    this.#about = job.about;
    this.#reads = job.reads;
    clearTimeout(this.#warm);
    let outcome: Outcome;
    do {
      this.#renewed = false;
      if (!this.#process || this.#process.gone) this.#process = new ReaderProcess(this.#file, this.#options.yields);
      outcome = await this.#process.ask(job.request, job.tell);
    } while (this.#renewed);
    this.#running = undefined;
    this.#warm = setTimeout(() => this.stop(), this.#options.warmMs).unref();
    job.finish(outcome);
  }

  stop(): void {
    this.#renewed = false;
    this.#process?.kill(CANCELLED);
  }

  renew(): void {
    this.end();
    this.#renewed = this.#running !== undefined;
  }

  end(): void {
    clearTimeout(this.#warm);
    this.stop();
    this.#process = undefined;
  }
}
