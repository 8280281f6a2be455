/**
 * The memory that the program's thread and the writing thread share: a ring of finished spans, and the words by which
 * the two agree. One writes the ring, the other reads it; each moves one end.
 *
 * Positions count words of eight bytes for ever and wrap at 2^32; where a position is in the ring is its remainder.
 * What is in the ring has not been acknowledged by the file: its end moves on after the commit.
 */

/** 64 MiB: buffer and cap in one. Virtual; a page takes memory when it is first written. */
export const RING_WORDS = 2 ** 23;
/** No span takes more: 64 KiB of tags and an error, three bytes a character; lists of children go in parts. */
export const MAX_WORDS = 2 ** 16;

/** Indexes of the words by which the two threads agree. */
export const HEAD = 0;
export const TAIL = 1;
/** The writing thread waits here, and counts it up to be woken. */
export const WAKE = 2;
/** Set by the writing thread before it waits without end. */
export const ASLEEP = 3;
export const STATE = 4;
export const REQUEST = 5;
/** Spans that have been given up by the writing thread, one by one. */
export const REFUSED = 6;
/** Somebody waits for the tail to move. */
export const AWAITED = 7;
/** Bytes of all these, and of the sequence number of the first span. */
const CONTROL = 32;

/** States of the writing thread. `CLAIMED`: the program's thread writes by itself; it came first. */
export const STARTING = 0;
export const CLAIMED = 1;
export const WORKING = 2;
/** Another process has the file. */
export const HELD = 3;
/** The disk or the file does not take it. */
export const FAILING = 4;
/** Has ended, outside of SQLite. */
export const PARKED = 5;
/** Has ended because the file cannot be used at all. */
export const UNUSABLE = 6;
/** Has begun, and loads SQLite and opens the file: the program is not to end meanwhile, nor to count on it yet. */
export const OPENING = 7;

/** Requests to it: to end when all is written; to end now. */
export const PARK = 1;
export const ABANDON = 2;

/** Spans that the thread writes in one transaction at most, about 8 ms. */
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
 *   PAD       nothing: goes on at the start of the ring
 *   GAP       nothing: goes on after its length, which is over records that are still to be read
 * A tag is [key, value]. A key or name is an index into the texts that both sides know, or a text that follows; a value
 * is a number that follows as a double, or a text that follows. What a half-word says of a text is below.
 */
export const SPAN = 1;
export const FAILURE = 2;
export const CHILDREN = 3;
export const POST_END_TAG = 4;
export const PAD = 5;
export const GAP = 6;

/**
 * Half-words for texts: not negative, an index into the known texts. Negative, the complement of the number of bytes
 * that follow, shifted by two; the lower bits say how they are to be read.
 */
export const UTF8 = 1;
/** The text is to be known from now on; a word with its index comes first. */
export const REMEMBER = 2;
/** Instead of a text: a tag's value is a number, which follows; an error has no stack. */
export const NO_TEXT = -(2 ** 31);

/** Names and keys that are known by index; the rest follow as texts. A million distinct names must not fill memory. */
export const MAX_TEXTS = 4096;
