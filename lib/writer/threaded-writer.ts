/**
 * The writer of a program under load: puts spans into the ring, from which a separate thread writes them. The program
 * never waits for an unavailable file: spans are kept in the ring, and dropped once that is full. It does wait for a
 * working thread that is far behind: a loop that does nothing but end spans would outrun any disk.
 */

import type { RunTags } from "../model/run-tags.ts";
import { readClock } from "../runtime/clock.ts";
import { warn, warnOnce } from "../runtime/notice.ts";
import { minTries } from "../runtime/timers.ts";
import type { Connection } from "../store/driver.ts";
import { Encoder } from "./encoder.ts";
import { Ids } from "./ids.ts";
import {
  ABANDON,
  AWAITED,
  CLAIMED,
  FAILING,
  LOCKED,
  OPENING,
  PARK,
  PARKED,
  REFUSED,
  REQUEST,
  Ring,
  type RingMemory,
  RingSpace,
  STARTING,
  STATE,
  TAIL,
  UNUSABLE,
  WORKING,
} from "./ring.ts";
import type { SequenceNumbers } from "./sequence.ts";
import type { Unflushed } from "./unflushed.ts";
import { UnflushedRing } from "./unflushed-ring.ts";
import type { PostEndUpdate, RunningChange, Sink, UnflushedBatch, WritableSpan, Writer } from "./writer.ts";

/** Milliseconds that a thread may take to start, on a busy machine. */
const START = 5000;
/** Numbers in one record of children. */
const RUNS = 4096 * 3;

export class ThreadedWriter implements Writer {
  readonly #path: string;
  readonly #numbers: SequenceNumbers;
  readonly #ring: Ring;
  readonly #control: Int32Array;
  readonly #encoder: Encoder;
  readonly #space: RingSpace;
  readonly #ids: Ids;
  readonly #receiveMessages: () => void;
  #dropped = 0;
  #off = false;
  /** Whether dropping was reported: the thread's messages are not polled for each dropped span. */
  #reportedFull = false;
  /** What another writer left, to be written first; the ring has room for it. Set together with `isBehind`. */
  inherited: Unflushed | undefined;
  /** Whether there is something to catch up on: what was inherited, a span's children, or tags of the run. */
  isBehind = false;
  /** How many of the inherited spans and updates are in the ring. */
  #inheritedSpans = 0;
  #inheritedUpdates = 0;
  /** The span whose children are being written, and how many of its `children` numbers have been. */
  #parent: WritableSpan | undefined;
  #children = 0;
  /** Tags of the run that are not in the ring yet. */
  #runTags: RunTags | undefined;

  /** @param receiveMessages Delivers the thread's messages, which otherwise arrive when the program yields. */
  constructor(path: string, numbers: SequenceNumbers, memory: RingMemory, receiveMessages: () => void) {
    this.#path = path;
    this.#numbers = numbers;
    this.#ring = new Ring(memory);
    this.#control = this.#ring.control;
    this.#encoder = new Encoder(this.#ring);
    this.#space = new RingSpace(this.#ring, this.#encoder);
    this.#ids = new Ids(memory.ids);
    this.#receiveMessages = receiveMessages;
  }

  /** Waits until the thread runs, or has had ample time to. */
  awaitStart(): void {
    this.#waitUntil(() => !this.#isStarting, START);
  }

  /** Whether the thread runs. */
  get isReady(): boolean {
    return Atomics.load(this.#control, STATE) === WORKING;
  }

  get #isStarting(): boolean {
    const state = Atomics.load(this.#control, STATE);
    return state === STARTING || state === OPENING;
  }

  /**
   * Call before the first span.
   * @param written The ids of the spans written so far.
   * @returns The ids that the thread maintains.
   */
  begin(written: Ids): Ids {
    written.copyTo(this.#ids);
    return this.#ids;
  }

  get dropped(): number {
    return this.#dropped + (this.#control[REFUSED] as number);
  }

  /**
   * Any call here may throw, as the program may be out of stack, catch that and go on. So everything that a record
   * changes is changed in one step without calls, and the rest is done before the next record.
   */
  write(span: WritableSpan): void {
    const numbers = this.#numbers;
    const encoder = this.#encoder;
    try {
      if (this.isBehind || encoder.at !== encoder.recordEnd) this.catchUp();
      if (encoder.at >= this.#space.limit && !this.#findRoom()) {
        numbers.refuse(span);
        this.#dropped += 1;
        this.#describeFull();
        return;
      }
      numbers.link(span);
      const sequence = numbers.last + 1;
      encoder.span(span, sequence);
      // The step without calls.
      const { parent, children } = span;
      numbers.last = sequence;
      span.sequence = sequence;
      encoder.recordEnd = encoder.at;
      if (parent) numbers.unadopted = span;
      if (children) {
        this.#parent = span;
        this.isBehind = true;
      }
      this.#space.publish();
      if (parent) numbers.adopt(span);
      if (children) this.catchUp();
    } catch {
      // Nothing may be called here.
      if (span.sequence !== 0) return;
      span.sequence = -1;
      this.#dropped += 1;
    }
  }

  update(span: WritableSpan, update: PostEndUpdate): void {
    if (span.sequence <= this.#numbers.floor) return;
    this.catchUp();
    if (!this.#hasRoom()) return;
    this.#encoder.update(span.sequence, update);
    this.#encoder.recordEnd = this.#encoder.at;
    this.#space.publish();
  }

  /** The end of a span is published together with the span itself: no transaction has only one of them. */
  writeRunning(change: RunningChange): void {
    try {
      this.catchUp();
      this.#tell(change);
      if (!("ended" in change)) this.#space.publish();
    } catch {
      // Out of stack: what was begun is discarded before the next record.
    }
  }

  #tell(change: RunningChange): void {
    // While the file is unavailable, the ring is for spans.
    if (this.#control[STATE] !== WORKING || !this.#hasRoom()) return;
    this.#encoder.running(change);
    this.#encoder.recordEnd = this.#encoder.at;
  }

  /** Kept while the ring is full. */
  tagRun(tags: RunTags): void {
    this.#runTags = { ...this.#runTags, ...tags };
    this.isBehind = true;
    this.catchUp();
  }

  flush(patience: number): boolean {
    this.catchUp();
    const isEmpty = () => this.#control[TAIL] === this.#space.head || this.#isOff;
    if (!this.#waitUntil(isEmpty, patience)) return false;
    if (!this.isBehind) return true;
    // The ring was full; what waited for room has it now.
    this.catchUp();
    return this.#waitUntil(isEmpty, patience);
  }

  forget(): void {
    this.#numbers.floor = this.#numbers.last;
  }

  close(patience: number): void {
    this.catchUp();
    if (this.isBehind) this.flush(patience);
    const parked = () => this.#control[STATE] === PARKED || this.#isOff;
    this.#request(PARK);
    let why = "it stayed locked or full";
    if (!this.#waitUntil(parked, patience)) {
      if (this.#control[STATE] === FAILING) why = "it stayed unwritable";
      this.#request(ABANDON);
      this.#waitUntil(parked, patience);
    }
    const unflushed = this.#unflushed;
    const lost = unflushed.count;
    if (this.#off || (lost === 0 && !this.#runTags && !unflushed.hasTags)) return;
    // The thread's reason comes before the count.
    this.#receiveMessages();
    const what = lost > 0 ? `${lost} spans` : "the last tags";
    warn(`${what} not written to ${this.#path}: ${why} until the end`);
    this.#dropped += lost;
  }

  /** Keeps the thread from starting. Returns whether that succeeded: it may have started already. */
  claim(): boolean {
    return Atomics.compareExchange(this.#control, STATE, STARTING, CLAIMED) === STARTING;
  }

  /**
   * What a thread that was lost, or never starts, leaves in the ring, in transactions.
   * @param db For finding what the thread committed without recording it; otherwise that is written twice.
   */
  takeBack(db?: Connection): UnflushedBatch[] {
    this.catchUp();
    if (this.#isOff) return [];
    const unflushed = this.#unflushed;
    if (db) unflushed.skipWritten(db, this.#ids);
    const tags = this.#runTags;
    if (!tags) return unflushed.take();
    const last = { firstSequence: this.#numbers.last + 1, count: 0, feed: (sink: Sink) => sink.runTags(tags) };
    return [...unflushed.take(), last];
  }

  /** Whether the file is unusable, as reported by the thread, which has ended. */
  get #isOff(): boolean {
    if (!this.#off && this.#control[STATE] === UNUSABLE) {
      const { count } = this.#unflushed;
      this.#dropped += count;
      this.#off = true;
      this.#space.limit = 0;
    }
    return this.#off;
  }

  get #unflushed(): UnflushedRing {
    return new UnflushedRing(this.#ring, this.#encoder.texts, this.#space.head, this.#numbers.last);
  }

  /** Finishes what an interruption, or another writer, has left undone. */
  catchUp(): void {
    this.#encoder.discard();
    if (this.isBehind) {
      this.#writeChildren();
      if (this.inherited) this.#takeOver(this.inherited);
      this.isBehind = !this.#writeRunTags();
    }
    this.#space.publish();
  }

  #takeOver({ spans, updates, news, runTags }: Unflushed): void {
    const encoder = this.#encoder;
    this.#ring.firstSequence[0] = this.#numbers.last - spans.length + 1;
    for (let span = spans[this.#inheritedSpans]; span && this.#hasRoom(); span = spans[this.#inheritedSpans]) {
      encoder.span(span, span.sequence);
      encoder.recordEnd = encoder.at;
      this.#inheritedSpans += 1;
      if (span.children) this.#parent = span;
      this.#space.publish();
      this.#writeChildren();
    }
    for (let next = updates[this.#inheritedUpdates]; next && this.#hasRoom(); next = updates[this.#inheritedUpdates]) {
      encoder.update(next.sequence, next.update);
      encoder.recordEnd = encoder.at;
      this.#inheritedUpdates += 1;
      this.#space.publish();
    }
    for (const change of news) this.#tell(change);
    if (runTags) this.#runTags = { ...runTags, ...this.#runTags };
    this.#dropped += spans.length - this.#inheritedSpans;
    this.inherited = undefined;
  }

  /** Returns whether nothing is left to be written. */
  #writeRunTags(): boolean {
    if (!this.#runTags) return true;
    if (!this.#hasRoom()) return this.#off;
    this.#encoder.runTags(this.#runTags);
    // The step without calls.
    this.#encoder.recordEnd = this.#encoder.at;
    this.#runTags = undefined;
    return true;
  }

  /** In parts, finding room for each: there may be any number of children. */
  #writeChildren(): void {
    const span = this.#parent;
    if (!span) return;
    const runs = span.children ?? [];
    while (this.#children < runs.length && this.#hasRoom()) {
      const to = this.#children + RUNS;
      this.#encoder.children(span.sequence, runs.length <= RUNS ? runs : runs.slice(this.#children, to));
      this.#encoder.recordEnd = this.#encoder.at;
      this.#children = to;
      this.#space.publish();
    }
    span.children = undefined;
    this.#parent = undefined;
    this.#children = 0;
  }

  #hasRoom(): boolean {
    return this.#encoder.at < this.#space.limit || this.#findRoom();
  }

  #findRoom(): boolean {
    return !this.#isOff && this.#space.find();
  }

  #request(what: number): void {
    Atomics.store(this.#control, REQUEST, what);
    this.#space.wake();
  }

  /** Waits as long as the thread makes progress, and gives up after `patience` ms without any. */
  #waitUntil(isDone: () => boolean, patience: number): boolean {
    const control = this.#control;
    Atomics.store(control, AWAITED, 1);
    this.#space.wake();
    let seen = "";
    let since = readClock();
    for (let tries = 0; !isDone(); tries++) {
      const [tail, state] = [Atomics.load(control, TAIL), Atomics.load(control, STATE)];
      if (seen !== `${tail} ${state}`) [since, tries] = [readClock(), 0];
      seen = `${tail} ${state}`;
      const limit = this.#isStarting ? START : patience;
      if (readClock() - since > limit && tries >= minTries(limit)) break;
      Atomics.wait(control, TAIL, tail, 5);
    }
    Atomics.store(control, AWAITED, 0);
    return isDone();
  }

  #describeFull(): void {
    if (this.#off || this.#reportedFull) return;
    this.#reportedFull = true;
    this.#receiveMessages();
    const reason = this.#control[STATE] === LOCKED ? "another process keeps it locked" : "it cannot be written";
    warnOnce(
      `full ${this.#path}`,
      `${this.#path}: ${reason} and the buffer is full; the newest spans are dropped until it can be written again`,
    );
  }
}
