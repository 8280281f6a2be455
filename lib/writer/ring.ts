/**
 * The memory that the program's thread and the writing thread share: a ring buffer of finished spans, and control words
 * that coordinate the two. One thread writes the ring and moves its head; the other reads it and moves its tail.
 *
 * Positions count words of eight bytes and wrap at 2^32; a position modulo the ring's length is its index in the ring.
 * The tail moves after a commit: what is in the ring is not in the file yet.
 */

/** 64 MiB, both buffer and limit. Virtual memory: a page is allocated when it is first written. */
export const RING_WORDS = 2 ** 23;
/** No span takes more: 64 KiB of tags and an error, three bytes a character; lists of children are split. */
export const MAX_WORDS = 2 ** 16;

/** Indexes of the control words. */
export const HEAD = 0;
export const TAIL = 1;
/** The writing thread waits on this word; incrementing it wakes the thread. */
export const WAKE = 2;
/** Set by the writing thread before it waits without a timeout. */
export const ASLEEP = 3;
export const STATE = 4;
export const REQUEST = 5;
/** Spans that the file has refused individually. */
export const REFUSED = 6;
/** 1 while somebody waits for the tail to move. */
export const AWAITED = 7;
/** Bytes of all these. The sequence number of the first span follows. */
const CONTROL = 32;

/** States of the writing thread. `CLAIMED`: the program's thread came first and writes the spans itself. */
export const STARTING = 0;
export const CLAIMED = 1;
export const WORKING = 2;
/** Another process has the file locked. */
export const LOCKED = 3;
/** The disk or the file refuses the writes. */
export const FAILING = 4;
/** Has ended, outside SQLite. */
export const PARKED = 5;
/** Has ended because the file is unusable. */
export const UNUSABLE = 6;
/** Loading SQLite and opening the file: until that is done the program must neither end nor rely on the thread. */
export const OPENING = 7;

/** Requests to the thread: end when everything is written; end now. */
export const PARK = 1;
export const ABANDON = 2;

/** The most spans that the thread writes in one transaction, about 8 ms. */
export const MAX_BATCH = 8192;

export interface RingMemory {
  readonly control: SharedArrayBuffer;
  readonly data: SharedArrayBuffer;
  readonly ids: SharedArrayBuffer;
}

export class Ring {
  readonly control: Int32Array;
  readonly firstSequence: Float64Array;
  readonly doubles: Float64Array;
  readonly ints: Int32Array;
  readonly bytes: Buffer;

  constructor(memory: RingMemory) {
    this.control = new Int32Array(memory.control, 0, CONTROL / 4);
    this.firstSequence = new Float64Array(memory.control, CONTROL);
    this.doubles = new Float64Array(memory.data);
    this.ints = new Int32Array(memory.data);
    this.bytes = Buffer.from(memory.data);
  }
}

export function shareRing(ids: SharedArrayBuffer): RingMemory {
  const control = new SharedArrayBuffer(CONTROL + 8);
  return { control, data: new SharedArrayBuffer(RING_WORDS * 8), ids };
}

/*
 * Records, in words:
 *   [length, kind]                                   then, by kind:
 *   SPAN      [start] [duration] [parent's sequence number] [name, number of tags] name? (tag key? value)*
 *   FAILURE     [sequence number] [type, message] [stack, 0] and their texts
 *   CHILDREN  [parent's sequence number] ([first] [last] [step])*
 *   POST_END_TAG      [sequence number] [key, value] key? value
 *   PAD       nothing: the next record is at the start of the ring
 *   RUNNING   [text, 0] and the text: JSON of a RunningChange
 *   RUN_TAGS  [text, 0] and the text: JSON of the tags
 *   GAP       nothing: the next record is its length further on, past records that are still to be read
 * A tag is [key, value]. A key or name is an index into the texts that both sides have cached, or a text that follows;
 * a value is a number that follows as a double, or a text that follows. The half-words for texts are described below.
 */
export const SPAN = 1;
export const FAILURE = 2;
export const CHILDREN = 3;
export const POST_END_TAG = 4;
export const PAD = 5;
export const GAP = 6;
export const RUNNING = 7;
export const RUN_TAGS = 8;

/**
 * Half-words for texts. Non-negative: an index into the cached texts. Negative: the complement of the number of bytes
 * that follow, shifted left by two; the low two bits say how to read them.
 */
export const UTF8 = 1;
/** The text is cached from now on; a word with its index comes first. */
export const REMEMBER = 2;
/** In place of a text: a tag's value is a number, which follows, or an error has no stack. */
export const NO_TEXT = -(2 ** 31);

/**
 * Names and keys that are cached by index; the rest are written out each time. A million distinct names must not fill
 * memory.
 */
export const MAX_TEXTS = 4096;

/** Words that may be unread while the thread is working: 1 MiB, some 17,000 spans, the most that a kill may lose. */
const MAX_UNREAD = 2 ** 17;
/** The index from which the ring may wrap early: far enough that `MAX_UNREAD` words fit before the unread ones. */
const EARLY = 3 * MAX_UNREAD;
/** How often the two ends of the ring are compared, in words: 256 KiB. */
const CHECK_INTERVAL = 2 ** 15;
/** Milliseconds without progress after which a thread that claims to be working is no longer waited for. */
const STUCK_TIMEOUT = 100;
/**
 * Stores become visible in program order, so a plain store after the record suffices; an atomic one costs a call and a
 * fence, 30 ns of a span's 300. Without the fence the program may not see the thread fall asleep: the thread checks
 * again.
 */
const IN_ORDER = process.arch === "x64" || process.arch === "ia32";

/** What `RingSpace` needs of the encoder. */
interface RingEncoder {
  at: number;
  recordEnd: number;
  gap(words: number): void;
}

/** The program's side of the ring: finds room for records, publishes them, and wakes the thread that reads them. */
export class RingSpace {
  readonly #ring: Ring;
  readonly #control: Int32Array;
  readonly #encoder: RingEncoder;
  /** The position up to which records are published. */
  head = 0;
  /** Below this index a record fits without checking the tail. */
  limit = 0;
  /** The head's index in the ring. */
  #published = 0;
  /** Position and length of the last skip to the start of the ring. */
  #skipFrom = 0;
  #skipped = 0;
  /**
   * The index after an early skip, where spare room begins: used when the thread is so far behind that it has not
   * reached the skip.
   */
  #spare = 0;
  /** Whether the spare room is in use; no unread record lies ahead of it. */
  #usesSpare = false;
  /** The tail that did not move although the thread claimed to be working. */
  #stuckAt: number | undefined;

  constructor(ring: Ring, encoder: RingEncoder) {
    this.#ring = ring;
    this.#control = ring.control;
    this.#encoder = encoder;
  }

  /** Publishes the complete records to the thread. */
  publish(): void {
    const { recordEnd } = this.#encoder;
    this.head = (this.head + recordEnd - this.#published) | 0;
    this.#published = recordEnd;
    if (IN_ORDER) this.#control[HEAD] = this.head;
    else Atomics.store(this.#control, HEAD, this.head);
    if (this.#control[ASLEEP] === 1) this.wake();
  }

  wake(): void {
    Atomics.store(this.#control, ASLEEP, 0);
    Atomics.add(this.#control, WAKE, 1);
    Atomics.notify(this.#control, WAKE);
  }

  /** Makes room for at least one more record. False while the ring is full and the file cannot be written. */
  find(): boolean {
    this.publish();
    for (;;) {
      const tail = Atomics.load(this.#control, TAIL);
      const { at } = this.#encoder;
      const unread = this.#unread(tail);
      // Early, if no more than usual is unread: the rest of the ring then never takes memory.
      const early = at > EARLY && unread <= MAX_UNREAD + CHECK_INTERVAL && this.#skipped === 0;
      if (early || (at > RING_WORDS - MAX_WORDS - CHECK_INTERVAL && !this.#usesSpare)) this.#skip(at, early);
      let step = this.#findStep(tail);
      if (step <= 0 && this.#spare > 0 && !this.#isWorthWaiting(tail)) {
        this.#useSpare();
        step = this.#findStep(tail);
      }
      const full = step <= 0;
      if (!full && (unread < MAX_UNREAD || !this.#isWorthWaiting(tail))) {
        this.limit = this.#encoder.at + step;
        return true;
      }
      if (full && !this.#isWorthWaiting(tail)) return false;
      this.#awaitMove(tail);
    }
  }

  /** Unread words, without those skipped. */
  #unread(tail: number): number {
    if (((tail - this.#skipFrom) | 0) > 0) {
      this.#skipped = 0;
      this.#spare = 0;
      this.#usesSpare = false;
    }
    return ((this.head - tail) | 0) - this.#skipped;
  }

  /** Words until the tail must be checked again; 0 or less if there is no room. */
  #findStep(tail: number): number {
    const free = this.#usesSpare ? RING_WORDS : RING_WORDS - ((this.head - tail) | 0);
    return Math.min(CHECK_INTERVAL, RING_WORDS - MAX_WORDS - this.#encoder.at, free - 2 * MAX_WORDS);
  }

  /** Continues at the start of the ring. */
  #skip(at: number, early: boolean): void {
    const { head } = this;
    this.#ring.ints[at * 2 + 1] = PAD;
    this.#moveHead(0, RING_WORDS - at);
    this.#skipFrom = head;
    this.#skipped = RING_WORDS - at;
    this.#spare = early ? at + 1 : 0;
    Atomics.store(this.#control, HEAD, this.head);
  }

  /** Continues after the early skip, past the unread records before it. */
  #useSpare(): void {
    const words = this.#spare - this.#encoder.at;
    this.#encoder.gap(words);
    this.#moveHead(this.#spare, words);
    this.#skipped += words;
    this.#spare = 0;
    this.#usesSpare = true;
    Atomics.store(this.#control, HEAD, this.head);
  }

  /**
   * Moves to another index of the ring, so many positions further on. Makes no calls, and neither does its caller until
   * it has recorded why: a program that runs out of stack in between would continue where there is no room.
   */
  #moveHead(word: number, words: number): void {
    const encoder = this.#encoder;
    encoder.at = word;
    encoder.recordEnd = word;
    this.#published = word;
    this.head = (this.head + words) | 0;
    this.limit = 0;
  }

  #isWorthWaiting(tail: number): boolean {
    return this.#control[STATE] === WORKING && this.#stuckAt !== tail;
  }

  #awaitMove(tail: number): void {
    Atomics.store(this.#control, AWAITED, 1);
    const outcome = Atomics.wait(this.#control, TAIL, tail, STUCK_TIMEOUT);
    Atomics.store(this.#control, AWAITED, 0);
    if (outcome === "timed-out") this.#stuckAt = tail;
  }
}
