/**
 * The writer that every program starts with: commits on the program's own thread.
 *
 * Spans are committed as soon as the program yields: some test runners end their workers without an `exit` event, and a
 * program that is killed leaves what it did last. In a busy program spans wait up to 50 ms and are committed together,
 * by a timer and by the clock at each span's end, so that a loop that never yields is written too. A batch of 4096 is
 * written at once. (Transactions of 128 cost a third more per span; see docs/decisions/0003.)
 */

import type { RunTags } from "../model/run-tags.ts";
import { readClock } from "../runtime/clock.ts";
import { warn, warnOnce } from "../runtime/notice.ts";
import { callAfter, callLater, minTries, pause } from "../runtime/timers.ts";
import type { Connection } from "../store/driver.ts";
import { MEMORY } from "../store/file-path.ts";
import type { FileWriter } from "./file-writer.ts";
import type { SequenceNumbers } from "./sequence.ts";
import { type Unflushed, UnflushedSpans } from "./unflushed.ts";
import type { PostEndUpdate, RunningChange, Sink, UnflushedBatch, WritableSpan, Writer } from "./writer.ts";
import { canStartThread } from "./writing-thread.ts";

/** Milliseconds that spans wait at most in a program that keeps ending them. */
const INTERVAL = 50;
/** The same if each commit waits for the disk, 15 ms or more: about 2 % of the program's time. */
const LONG_INTERVAL = 1000;
/**
 * Commits in the same turn that may follow each other: more than a test file needs. Counted, because on a busy machine
 * elapsed time does not reflect the cost.
 */
const MAX_CREDIT = 1000;

const BATCH = 4096;
/** While the thread that will take over is starting: ending a span then blocks for less time. */
const SMALL_BATCH = 512;
const FIRST_RETRY = 2;
const LAST_RETRY = 1000;
/**
 * Milliseconds to extend a turn that may be the last: enough for two programs to get out of each other's way.
 */
const IN_THIS_TURN = 20;

export interface OnThreadWriterOptions {
  readonly path: string;
  readonly file: FileWriter;
  readonly numbers: SequenceNumbers;
  /** Runs a function outside the program's spans. */
  readonly outside: (fn: () => void) => void;
  readonly inherited?: readonly UnflushedBatch[];
}

export class OnThreadWriter implements Writer {
  readonly #path: string;
  readonly #file: FileWriter;
  readonly #numbers: SequenceNumbers;
  readonly #outside: (fn: () => void) => void;
  readonly #inherited: UnflushedBatch[];
  readonly #unflushed: UnflushedSpans;
  #batch = BATCH;
  #dropped = 0;
  /** Set for good once the file is unusable. */
  #off = false;
  #closed = false;
  /** Why spans were not written, in brief; an earlier line has the details. */
  #why = "";
  /** Out of stack: waiting does not help. */
  #cannotWait = false;
  readonly #pace = new Pace();
  /** Cancels the scheduled commit; undefined while none is scheduled. */
  #cancel: (() => void) | undefined;
  /** Clock readings: when the batch is due, when a refused file may be retried (after `#retry` ms), and last write. */
  #due = 0;
  #notBefore = 0;
  #retry = FIRST_RETRY;
  #written = 0;

  constructor(options: OnThreadWriterOptions) {
    this.#path = options.path;
    this.#file = options.file;
    this.#numbers = options.numbers;
    this.#outside = options.outside;
    this.#unflushed = new UnflushedSpans(options.numbers);
    this.#inherited = [...(options.inherited ?? [])];
    if (this.#hasWork) this.#schedule();
  }

  get dropped(): number {
    return this.#dropped + this.#file.dropped;
  }

  /** The writer's own connection: the only way into a `:memory:` database. */
  get connection(): Connection | undefined {
    return this.#file.connection;
  }

  /** How many spans are waiting. */
  get load(): number {
    return this.#unflushed.count;
  }

  /** Whether the file has been refused for longer than two programs usually contend for it. */
  get isBlocked(): boolean {
    return this.#retry > 8 * FIRST_RETRY;
  }

  write(span: WritableSpan, now: number): void {
    if (this.#off || this.#unflushed.isFull) {
      this.#numbers.refuse(span);
      this.#drop(1);
      return;
    }
    this.#unflushed.add(span);
    if (span.sequence === 0) this.#dropped += 1;
    else if (this.#closed) this.flush(0);
    else if (!this.#cancel) this.#schedule();
    else this.#commitIfDue(now);
  }

  update(span: WritableSpan, update: PostEndUpdate): void {
    if (this.#off || span.sequence <= this.#numbers.floor || this.#unflushed.has(span)) return;
    this.#unflushed.addUpdate({ sequence: span.sequence, update });
    if (this.#closed) this.flush(0);
    else if (!this.#cancel) this.#schedule();
  }

  writeRunning(change: RunningChange): void {
    if (this.#off || this.#closed) return;
    this.#unflushed.addNews(change);
    if (!("ended" in change) && !this.#cancel) this.#schedule();
  }

  tagRun(tags: RunTags): void {
    if (this.#off) return;
    this.#unflushed.addRunTags(tags);
    if (this.#closed) this.flush(0);
    else if (!this.#cancel) this.#schedule();
  }

  flush(patience: number): boolean {
    if (!this.#hasWork) this.#commit(); // News of running spans: one try.
    const began = readClock();
    let sleep = 1;
    for (let tries = 1; this.#hasWork && !this.#commit(); tries++) {
      if (this.#off || this.#cannotWait || this.#file.isInUse) break;
      if (readClock() - Math.max(began, this.#written) >= patience && tries >= minTries(patience)) break;
      pause(sleep);
      sleep = Math.min(sleep * 2, 4); // With longer pauses, programs that write continuously would starve it.
    }
    return !this.#hasWork;
  }

  forget(): void {
    this.#numbers.floor = this.#unflushed.firstSequence - 1;
    this.#unflushed.dropUpdates();
  }

  close(patience: number): void {
    if (!this.flush(patience) && !this.#off) {
      const lost = this.#discard();
      const what = lost > 0 ? `${lost} spans` : "the last tags";
      warn(`${what} not written to ${this.#path}: ${this.#why} until the end`);
      this.#dropped += lost;
    }
    this.#closed = true;
    this.#file.close();
  }

  /** Another writer is about to take over. */
  hurry(): void {
    this.#batch = SMALL_BATCH;
  }

  /** Ends this writer without writing: another one takes what is waiting. */
  handOver(): Unflushed {
    this.#cancel?.();
    this.#unflushed.dropWritten(this.#file.written);
    this.#closed = true;
    return this.#unflushed.take();
  }

  get #hasWork(): boolean {
    return !this.#unflushed.isEmpty || this.#inherited.length > 0;
  }

  #schedule(): void {
    const now = readClock();
    const delay = Math.max(this.#pace.takeDelay(now), this.#notBefore - now);
    this.#due = now + this.#pace.interval;
    this.#outside(() => {
      if (delay <= 0) callLater(() => this.#tick());
      // Also for this turn: an unref'd immediate does not wake a waiting event loop.
      this.#cancel = callAfter(delay, () => this.#tick());
    });
  }

  #tick(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#closed || !(this.#hasWork || this.#unflushed.hasNews)) return;
    // Threads and test runners' contexts may end without an `exit` event: there may be no later turn.
    if (!this.#commit() && !canStartThread()) this.flush(IN_THIS_TURN);
    if (this.#hasWork && !this.#off) this.#schedule();
  }

  #commitIfDue(now: number): void {
    if (now < this.#notBefore) return;
    if (this.#unflushed.count >= this.#batch || now >= this.#due) this.#commit();
  }

  /** Writes everything that is waiting. Returns whether it is in the file. */
  #commit(): boolean {
    if (!this.#hasWork && !this.#unflushed.hasNews) return true;
    this.#due = readClock() + this.#pace.interval;
    for (let first = this.#inherited[0]; first; first = this.#inherited[0]) {
      if (!this.#isWritten(first) && !this.#tryCommit(first.firstSequence, first.feed)) return false;
      this.#inherited.shift();
    }
    this.#unflushed.dropWritten(this.#file.written);
    if (this.#unflushed.isEmpty && !this.#unflushed.hasNews) return true;
    if (!this.#tryCommit(this.#unflushed.firstSequence, this.#unflushed.feed)) return false;
    // An ended block stays in memory as long as it is current for some code.
    for (const span of this.#unflushed.take().spans) span.children = undefined;
    return true;
  }

  #isWritten({ firstSequence, count }: UnflushedBatch): boolean {
    return count > 0 && firstSequence + count - 1 <= this.#file.written;
  }

  #tryCommit(firstSequence: number, feed: (sink: Sink) => void): boolean {
    const outcome = this.#file.commit(firstSequence, feed);
    this.#pace.isSlow = !this.#file.hasLog;
    this.#cannotWait = outcome === "interrupted";
    this.#why = outcome === "refused" ? "it stayed unwritable" : "it stayed locked or full";
    if (outcome === "unusable") this.#giveUp();
    if (outcome !== "written") {
      this.#notBefore = readClock() + this.#retry;
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
      return false;
    }
    this.#retry = FIRST_RETRY;
    this.#notBefore = 0;
    this.#written = readClock();
    return true;
  }

  #giveUp(): void {
    this.#off = true;
    this.#drop(this.#discard());
  }

  /** Drops everything that is waiting. Returns how many spans that was. */
  #discard(): number {
    const lost = this.#inherited.reduce((sum, { count }) => sum + count, this.#unflushed.count);
    this.#inherited.length = 0;
    this.#unflushed.take();
    return lost;
  }

  #drop(count: number): void {
    this.#dropped += count;
    if (this.#off || count === 0 || this.#path === MEMORY) return;
    warnOnce(
      `full ${this.#path}`,
      `${this.#path}: cannot be written and the buffer is full; the newest spans are dropped`,
    );
  }
}

/**
 * How soon to commit: in the same turn of the event loop while that is rare, otherwise in batches.
 *
 * A commit in every turn leaves next to nothing to lose when a process is killed, as test runners do with theirs. It
 * costs 20 to 50 µs, and an fsync every few hundred, so a busy program is held to a slower pace.
 */
class Pace {
  #credit = MAX_CREDIT;
  #countedUntil = 0;
  #interval = INTERVAL;

  get interval(): number {
    return this.#interval;
  }

  /** Whether commits wait for the disk, because there is no log (WAL). */
  set isSlow(isSlow: boolean) {
    this.#interval = isSlow ? LONG_INTERVAL : INTERVAL;
  }

  /** Milliseconds until the next commit: 0 for this turn of the event loop. */
  takeDelay(now: number): number {
    this.#credit = Math.min(MAX_CREDIT, this.#credit + (now - this.#countedUntil) / INTERVAL);
    this.#countedUntil = now;
    const cost = this.#interval / INTERVAL;
    if (this.#credit < cost) return this.#interval;
    this.#credit -= cost;
    return 0;
  }
}
