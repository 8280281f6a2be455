/** Processes that share what waits for them. A process runs one thing at a time; a killed one is replaced by the next. */

import type { QueryFailure } from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import { URGENCIES, type Urgency } from "../queries/query.ts";
import type { Ask } from "./messages.ts";
import { type Outcome, ReaderProcess } from "./reader-process.ts";

const CANCELLED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

export interface PoolSize {
  /** Processes that run whatever comes. */
  readonly any: number;
  /** Processes that never run what is `LONG`. */
  readonly quick: number;
  /** Whether the former leave the processors to others where there are too few: pages are made by this process. */
  readonly yields?: boolean;
  readonly mostWaiting: number;
  /** Milliseconds that a process is kept after its last answer. */
  readonly warmMs: number;
}

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly tell?: TellProgress | undefined;
  readonly urgency?: Urgency;
  /** The process that was asked about the same last has it at hand. */
  readonly about?: string;
}

interface Job {
  readonly ask: Ask;
  readonly tell: TellProgress | undefined;
  readonly urgency: Urgency;
  readonly about: string;
  readonly finish: (outcome: Outcome) => void;
}

export class Pool {
  readonly #places: readonly Place[];
  readonly #waiting: Job[] = [];
  readonly #mostWaiting: number;

  constructor(file: string, { any, quick, yields = false, mostWaiting, warmMs }: PoolSize) {
    this.#mostWaiting = mostWaiting;
    const make = (count: number, quickOnly: boolean) =>
      Array.from({ length: count }, () => new Place(file, { quickOnly, yields: yields && !quickOnly, warmMs }));
    this.#places = [...make(quick, true), ...make(any, false)];
  }

  add(ask: Ask, { signal, tell, urgency = "long", about = "" }: JobOptions): Promise<Outcome> {
    const failure = signal?.aborted ? CANCELLED : this.#findFull();
    if (failure) return Promise.resolve({ ok: false, ...failure });
    return new Promise((resolve) => {
      const cancel = () => this.#cancel(job);
      const finish = (outcome: Outcome) => {
        signal?.removeEventListener("abort", cancel);
        resolve(outcome);
      };
      const job: Job = { ask, tell, urgency, about, finish };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.push(job);
      this.#startNext();
    });
  }

  /** Ends the processes. The pool can be used again. */
  close(): void {
    for (const job of this.#waiting.splice(0)) job.finish({ ok: false, ...CANCELLED });
    for (const place of this.#places) place.end();
  }

  /** Ends the processes, and asks what they run again in new ones. */
  renew(): void {
    for (const place of this.#places) place.renew();
  }

  #findFull(): QueryFailure | undefined {
    const most = this.#mostWaiting;
    if (this.#waiting.length < most) return undefined;
    return { code: "SQL_BUSY", message: `${most} queries are waiting already. Run it again in a moment.` };
  }

  #startNext(): void {
    for (let next = this.#pick(); next; next = this.#pick()) {
      const { job, place } = next;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      void place.run(job).then(() => this.#startNext());
    }
  }

  /** The most urgent that some process can take, of equals the one that waits longest. */
  #pick(): { readonly job: Job; readonly place: Place } | undefined {
    const idle = this.#places.filter(({ running }) => running === undefined);
    for (const urgency of URGENCIES) {
      const job = this.#waiting.find((waiting) => waiting.urgency === urgency);
      if (!job) continue;
      const able = idle.filter((place) => place.takes(job));
      const started = able.filter((place) => place.started);
      const place = started.find(({ about }) => about === job.about) ?? started[0] ?? able[0];
      if (place) return { job, place };
    }
    return undefined;
  }

  #cancel(job: Job): void {
    this.#places.find(({ running }) => running === job)?.stop();
    const index = this.#waiting.indexOf(job);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    job.finish({ ok: false, ...CANCELLED });
  }
}

interface PlaceOptions {
  readonly quickOnly: boolean;
  readonly yields: boolean;
  readonly warmMs: number;
}

/** Where a process is, or will be when it is needed. */
class Place {
  readonly #file: string;
  readonly #options: PlaceOptions;
  #process: ReaderProcess | undefined;
  #running: Job | undefined;
  #warm: NodeJS.Timeout | undefined;
  #about = "";
  #renewed = false;

  constructor(file: string, options: PlaceOptions) {
    this.#file = file;
    this.#options = options;
  }

  get running(): Job | undefined {
    return this.#running;
  }

  /** What was asked about last. */
  get about(): string {
    return this.#about;
  }

  get started(): boolean {
    return this.#process !== undefined && !this.#process.gone;
  }

  /** To start one more process takes longer than to wait for one that answers what is quick. */
  takes({ urgency }: Job): boolean {
    return this.#options.quickOnly ? urgency !== "long" : urgency === "long" || this.started;
  }

  async run(job: Job): Promise<void> {
    this.#running = job;
    this.#about = job.about;
    clearTimeout(this.#warm);
    let outcome: Outcome;
    do {
      this.#renewed = false;
      if (!this.#process || this.#process.gone) this.#process = new ReaderProcess(this.#file, this.#options.yields);
      outcome = await this.#process.ask(job.ask, job.tell);
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
