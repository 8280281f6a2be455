/**
 * The writer that every program starts with: commits on the program's own thread.
 *
 * Spans are committed as soon as the program yields: right in test runners that end their workers without an `exit`
 * event, and a program that is killed has left what it did last. In one that goes on and on they wait up to 50 ms and
 * go together, by a timer and by the clock at each span's end, so that a loop that never yields is written too. Four
 * thousand are written when they are there. (Transactions of 128 cost a third more a span; see docs/decisions/0003.)
 */
import { clearTimeout, setImmediate as later, setTimeout as wait } from "node:timers";
import { followWallClock, readClock } from "./clock.ts";
import { DatabaseError, MEMORY, openWriter } from "./database.ts";
import { type Connection, loadDriver } from "./driver.ts";
import { Inserter, type LateTag } from "./inserter.ts";
import { say, sayAlways } from "./notice.ts";
import { INTERVAL, Pace } from "./pace.ts";
import type { LiveSpan } from "./span.ts";
import type { Writer } from "./writer.ts";

const BATCH = 4096;
const MAX_WAITING = 100_000;
const FIRST_RETRY = 2;
const LAST_RETRY = 1000;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

export interface OnThreadWriterOptions {
  /** Runs a function outside of the program's spans. */
  readonly outside: (fn: () => void) => void;
}

export class OnThreadWriter implements Writer {
  readonly #path: string;
  readonly #outside: (fn: () => void) => void;
  #db: Connection | undefined;
  #inserter: Inserter | undefined;
  #waiting: LiveSpan[] = [];
  #late: LateTag[] = [];
  #home: object = {};
  #dropped = 0;
  /** Set for good when the file cannot be used at all. */
  #off = false;
  #closed = false;
  readonly #pace = new Pace();
  #timer: NodeJS.Timeout | undefined;
  /** Clock readings: when the batch is due, and before when a refused file is not asked again. */
  #due = 0;
  #notBefore = 0;
  #retry = FIRST_RETRY;

  constructor(path: string, options: OnThreadWriterOptions) {
    this.#path = path;
    this.#outside = options.outside;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** The writer's own connection: the only way into a `:memory:` database. */
  get connection(): Connection | undefined {
    this.#open();
    return this.#db;
  }

  write(span: LiveSpan): void {
    if (this.#off || this.#waiting.length >= MAX_WAITING) {
      this.#drop(1);
      return;
    }
    span.home = this.#home;
    this.#waiting.push(span);
    if (this.#closed) this.flushSync(0);
    else if (!this.#timer) this.#schedule();
    else this.#commitIfDue(span.endedAt);
  }

  amend(span: LiveSpan, key: string, value: string): void {
    // One that is still waiting carries the tag itself.
    if (span.id === 0 || span.home !== this.#home || this.#off) return;
    this.#late.push({ spanId: span.id, key, value });
    if (this.#closed) this.flushSync(0);
    else if (!this.#timer) this.#schedule();
  }

  flush(): void {
    this.#commit();
  }

  flushSync(patience: number): boolean {
    const deadline = readClock() + patience;
    let pause = 1;
    while (this.#hasWork && !this.#commit()) {
      if (this.#off || this.#db?.inTransaction || readClock() >= deadline) break;
      // Slept here and not in SQLite: a thread terminated inside of SQLite's own wait aborts the process.
      Atomics.wait(sleeper, 0, 0, pause);
      pause = Math.min(pause * 2, 4); // Longer ones, and others that write without a break leave it no turn.
    }
    return !this.#hasWork;
  }

  forget(): void {
    this.#home = {};
    this.#late = [];
    for (const span of this.#waiting) span.home = this.#home;
  }

  close(patience: number): void {
    if (!this.flushSync(patience) && !this.#off) {
      sayAlways(`${this.#waiting.length} spans not written to ${this.#path}: it was locked or full until the end`);
      this.#dropped += this.#waiting.length;
      this.#waiting = [];
    }
    this.#closed = true;
    this.#letGo();
  }

  get #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#late.length > 0;
  }

  #schedule(): void {
    const now = readClock();
    const delay = Math.max(this.#pace.takeDelay(now), this.#notBefore - now);
    this.#due = now + INTERVAL;
    this.#outside(() => {
      if (delay <= 0) later(() => this.#tick()).unref();
      // Also for this turn: an immediate that keeps no process alive does not wake a waiting event loop either.
      this.#timer = wait(() => this.#tick(), delay).unref();
    });
  }

  #tick(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || !this.#hasWork) return;
    this.#commit();
    if (this.#hasWork && !this.#off) this.#schedule();
  }

  #commitIfDue(now: number): void {
    if (now < this.#notBefore) return;
    if (this.#waiting.length >= BATCH || now >= this.#due) this.#commit();
  }

  /** One transaction with everything that is waiting. Returns whether it is in the file. */
  #commit(): boolean {
    if (!this.#hasWork) return true;
    this.#due = readClock() + INTERVAL;
    if (!this.#open()) return false;
    followWallClock();
    // In memory the program shares the connection, and may be in a transaction of its own or half-way through its rows.
    if (this.#db?.inTransaction) return this.#delay();
    const [db, inserter] = [this.#db as Connection, this.#inserter as Inserter];
    const spans = this.#waiting;
    try {
      db.exec("BEGIN IMMEDIATE");
      if (inserter.cleared) this.forget();
      inserter.insert(spans);
      inserter.amend(this.#late);
      db.exec("COMMIT");
    } catch (cause) {
      inserter.undo(spans);
      this.#refused(db, cause);
      return false;
    }
    this.#waiting = [];
    this.#late = [];
    this.#retry = FIRST_RETRY;
    this.#notBefore = 0;
    for (const span of spans) this.#release(span);
    return true;
  }

  /** A written child of a running parent leaves its id with it; the way up is not needed any more. */
  #release(span: LiveSpan): void {
    const { parent } = span;
    if (parent && parent.id === 0) {
      if (parent.children?.home !== this.#home) parent.children = { home: this.#home, ids: [] };
      parent.children.ids.push(span.id);
    }
    span.children = undefined;
    // A block that has ended is walked past by those that it was left current for, so it keeps its parent.
    if (!span.block) span.parent = undefined;
  }

  #open(): boolean {
    if (this.#db) return true;
    if (this.#off) return false;
    try {
      this.#db = openWriter(loadDriver(), this.#path);
      this.#inserter = new Inserter(this.#db);
      return true;
    } catch (cause) {
      if (cause instanceof DatabaseError && cause.problem === "locked") this.#delay();
      else this.#giveUp(cause);
      return false;
    }
  }

  #refused(db: Connection, cause: unknown): void {
    try {
      if (db.inTransaction) db.exec("ROLLBACK");
    } catch {
      // Some errors have rolled back already.
    }
    const { code = "", message = String(cause) } = cause as { code?: string; message?: string };
    if (!code.startsWith("SQLITE_BUSY") && this.#path !== MEMORY) {
      say(`refused ${this.#path}`, `${this.#path}: ${message}; spans are kept in memory and tried again`);
      this.#letGo();
    }
    this.#delay();
  }

  #delay(): false {
    this.#notBefore = readClock() + this.#retry;
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    return false;
  }

  #giveUp(cause: unknown): void {
    this.#off = true;
    const reason = cause instanceof Error ? cause.message : String(cause);
    say(`off ${this.#path}`, `tracing is off: ${reason}`);
    this.#drop(this.#waiting.length);
    this.#waiting = [];
    this.#late = [];
  }

  #drop(count: number): void {
    this.#dropped += count;
    if (!this.#off && count > 0)
      say(
        `full ${this.#path}`,
        `${this.#path}: cannot be written and the buffer is full; the newest spans are dropped`,
      );
  }

  #letGo(): void {
    const db = this.#db;
    this.#db = undefined;
    this.#inserter = undefined;
    try {
      db?.close();
    } catch {
      // Nothing more to be had from it.
    }
  }
}
