/**
 * The writer that every program starts with: commits on the program's own thread.
 *
 * Spans are committed as soon as the program yields: right in test runners that end their workers without an `exit`
 * event, and a program that is killed has left what it did last. In one that goes on and on they wait up to 50 ms and
 * go together, by a timer and by the clock at each span's end, so that a loop that never yields is written too. Four
 * thousand are written when they are there. (Transactions of 128 cost a third more a span; see docs/decisions/0003.)
 */
import { clearTimeout, setImmediate as later, setTimeout as wait } from "node:timers";
import { followWallClock, readClock } from "../clock.ts";
import { MEMORY } from "../database.ts";
import type { Connection } from "../driver.ts";
import { say, sayAlways } from "../notice.ts";
import type { LiveSpan, SpanFailure } from "../span.ts";
import type { TagValue } from "../text.ts";
import { feedLate, feedSpan, type Late } from "./feed.ts";
import type { FileWriter } from "./file-writer.ts";
import type { Ordinals } from "./ordinals.ts";
import { INTERVAL, Pace } from "./pace.ts";
import { pause } from "./pause.ts";
import type { Sink, Writer } from "./writer.ts";

const BATCH = 4096;
/** While a thread starts that will take them over: less of a wait for whoever ends a span. */
const SMALL_BATCH = 512;
const MAX_WAITING = 100_000;
const FIRST_RETRY = 2;
const LAST_RETRY = 1000;

/** Spans that another writer has left, to be written before all else: a transaction's worth. */
export interface Backlog {
  readonly firstOrdinal: number;
  readonly count: number;
  feed(sink: Sink): void;
}

export interface OnThreadWriterOptions {
  readonly path: string;
  readonly file: FileWriter;
  readonly ordinals: Ordinals;
  /** Runs a function outside of the program's spans. */
  readonly outside: (fn: () => void) => void;
  readonly backlog?: readonly Backlog[];
}

export class OnThreadWriter implements Writer {
  readonly #path: string;
  readonly #file: FileWriter;
  readonly #ordinals: Ordinals;
  readonly #outside: (fn: () => void) => void;
  readonly #backlog: Backlog[];
  #waiting: LiveSpan[] = [];
  #late: Late[] = [];
  #batch = BATCH;
  #dropped = 0;
  /** Set for good when the file cannot be used at all. */
  #off = false;
  #closed = false;
  /** Out of stack: waiting brings none. */
  #cannotWait = false;
  readonly #pace = new Pace();
  #timer: NodeJS.Timeout | undefined;
  /** Clock readings: when the batch is due, and before when a refused file is not asked again. */
  #due = 0;
  #notBefore = 0;
  #retry = FIRST_RETRY;

  constructor(options: OnThreadWriterOptions) {
    this.#path = options.path;
    this.#file = options.file;
    this.#ordinals = options.ordinals;
    this.#outside = options.outside;
    this.#backlog = [...(options.backlog ?? [])];
    if (this.#hasWork) this.#schedule();
  }

  get dropped(): number {
    return this.#dropped + this.#file.dropped;
  }

  /** The writer's own connection: the only way into a `:memory:` database. */
  get connection(): Connection | undefined {
    return this.#file.connection;
  }

  /** How many spans wait. */
  get load(): number {
    return this.#waiting.length;
  }

  /** Whether the file has been refused for longer than two programs are in each other's way. */
  get isHeld(): boolean {
    return this.#retry > 8 * FIRST_RETRY;
  }

  write(span: LiveSpan, now: number): void {
    if (this.#off || this.#waiting.length >= MAX_WAITING) {
      this.#ordinals.refuse(span);
      this.#drop(1);
      return;
    }
    const waiting = this.#waiting;
    const { length } = waiting;
    try {
      this.#ordinals.link(span);
      waiting.push(span);
      this.#ordinals.give(span);
      if (this.#closed) this.flush(0);
      else if (!this.#timer) this.#schedule();
      else this.#commitIfDue(now);
    } catch {
      // The program is out of stack, and may go on after it has caught that. Nothing may be called here.
      if (span.ordinal > 0) return;
      waiting.length = length;
      this.#dropped += 1;
    }
  }

  amend(span: LiveSpan, key: string, value: TagValue): void {
    // One that is still waiting carries the tag itself.
    if (this.#isWaiting(span)) return;
    this.#keepLate({ ordinal: span.ordinal, key, value });
  }

  amendFailure(span: LiveSpan, failure: SpanFailure): void {
    if (this.#isWaiting(span)) return;
    this.#keepLate({ ordinal: span.ordinal, failure });
  }

  /** Or is in a file that is not this one. */
  #isWaiting({ ordinal }: LiveSpan): boolean {
    const { floor, last } = this.#ordinals;
    return this.#off || ordinal <= floor || ordinal > last - this.#waiting.length;
  }

  #keepLate(late: Late): void {
    this.#late.push(late);
    if (this.#closed) this.flush(0);
    else if (!this.#timer) this.#schedule();
  }

  flush(patience: number): boolean {
    const deadline = readClock() + patience;
    let sleep = 1;
    while (this.#hasWork && !this.#commit()) {
      if (this.#off || this.#cannotWait || this.#file.isInUse || readClock() >= deadline) break;
      pause(sleep);
      sleep = Math.min(sleep * 2, 4); // Longer ones, and others that write without a break leave it no turn.
    }
    return !this.#hasWork;
  }

  forget(): void {
    this.#ordinals.floor = this.#ordinals.last - this.#waiting.length;
    this.#late = [];
  }

  close(patience: number): void {
    if (!this.flush(patience) && !this.#off) {
      const lost = this.#backlog.reduce((sum, { count }) => sum + count, this.#waiting.length);
      sayAlways(`${lost} spans not written to ${this.#path}: it was locked or full until the end`);
      this.#dropped += lost;
      this.#waiting = [];
      this.#backlog.length = 0;
    }
    this.#closed = true;
    this.#file.close();
  }

  /** Another writer is about to take over. */
  hurry(): void {
    this.#batch = SMALL_BATCH;
  }

  /** Ends it without writing: what waits goes to another writer. */
  handOver(): { spans: readonly LiveSpan[]; late: readonly Late[] } {
    clearTimeout(this.#timer);
    const left = { spans: this.#waiting, late: this.#late };
    this.#waiting = [];
    this.#late = [];
    this.#closed = true;
    return left;
  }

  get #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#late.length > 0 || this.#backlog.length > 0;
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
    if (this.#waiting.length >= this.#batch || now >= this.#due) this.#commit();
  }

  /** Writes everything that is waiting. Returns whether it is in the file. */
  #commit(): boolean {
    if (!this.#hasWork) return true;
    this.#due = readClock() + INTERVAL;
    followWallClock();
    for (let first = this.#backlog[0]; first; first = this.#backlog[0]) {
      if (!this.#tryCommit(first.firstOrdinal, first.feed)) return false;
      this.#backlog.shift();
    }
    const [spans, late] = [this.#waiting, this.#late];
    const written = this.#tryCommit(this.#ordinals.last - spans.length + 1, (sink) => {
      for (const span of spans) feedSpan(span, sink);
      for (const each of late) feedLate(each, sink);
    });
    if (!written) return false;
    this.#waiting = [];
    this.#late = [];
    // A block is kept by those that it was left current for.
    for (const span of spans) span.children = undefined;
    return true;
  }

  #tryCommit(firstOrdinal: number, feed: (sink: Sink) => void): boolean {
    const outcome = this.#file.commit(firstOrdinal, feed);
    this.#cannotWait = outcome === "interrupted";
    if (outcome === "unusable") this.#giveUp();
    if (outcome !== "written") {
      this.#notBefore = readClock() + this.#retry;
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
      return false;
    }
    this.#retry = FIRST_RETRY;
    this.#notBefore = 0;
    return true;
  }

  #giveUp(): void {
    this.#off = true;
    this.#drop(this.#backlog.reduce((sum, { count }) => sum + count, this.#waiting.length));
    this.#backlog.length = 0;
    this.#waiting = [];
    this.#late = [];
  }

  #drop(count: number): void {
    this.#dropped += count;
    if (this.#off || count === 0 || this.#path === MEMORY) return;
    say(`full ${this.#path}`, `${this.#path}: cannot be written and the buffer is full; the newest spans are dropped`);
  }
}
