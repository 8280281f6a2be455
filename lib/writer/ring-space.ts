/**
 * Where the next record goes: room in the ring, publishing, and waking the thread that reads it. The program's side.
 */
import type { Encoder } from "./encoder.ts";
import { ASLEEP, AWAITED, HEAD, MAX_WORDS, PAD, RING_WORDS, type Ring, STATE, TAIL, WAKE, WORKING } from "./ring.ts";

/** Words that may wait while the thread is at work: 1 MiB, some 17,000 spans, what a kill may cost at worst. */
const AHEAD = 2 ** 17;
/** Where the ring may begin again early, in words: far enough for as much as may wait to be ahead of it. */
const EARLY = 3 * AHEAD;
/** How often the two ends of the ring are compared, in words: 256 KiB. */
const LOOK = 2 ** 15;
/** Milliseconds without any progress after which a thread that says it is at work is not waited for. */
const STUCK = 100;
/**
 * Stores become visible in the order of the program: a plain one after the record will do, and an atomic one costs a
 * call and a fence, 30 ns of a span's 300. What it also gives, that the thread is seen to fall asleep, the thread sees to.
 */
const IN_ORDER = process.arch === "x64" || process.arch === "ia32";

export class RingSpace {
  readonly #ring: Ring;
  readonly #control: Int32Array;
  readonly #encoder: Encoder;
  /** The position up to which records are published. */
  head = 0;
  /** The word of the ring from which on room has to be looked for. */
  limit = 0;
  /** The word of the ring where the head is. */
  #published = 0;
  /** Where the last skip to the start of the ring began, and how far it went. */
  #skipFrom = 0;
  #skipped = 0;
  /** The word behind an early skip: room that is taken when the thread does not get as far as the skip. */
  #spare = 0;
  /** Whether that is in use: nothing that waits is ahead of it. */
  #leapt = false;
  /** The tail that did not move although the thread said it was at work. */
  #stuckAt: number | undefined;

  constructor(ring: Ring, encoder: Encoder) {
    this.#ring = ring;
    this.#control = ring.control;
    this.#encoder = encoder;
  }

  /** Makes the records that are whole known to the thread. */
  publish(): void {
    const { whole } = this.#encoder;
    this.head = (this.head + whole - this.#published) | 0;
    this.#published = whole;
    if (IN_ORDER) this.#control[HEAD] = this.head;
    else Atomics.store(this.#control, HEAD, this.head);
    if (this.#control[ASLEEP] === 1) this.wake();
  }

  wake(): void {
    Atomics.store(this.#control, ASLEEP, 0);
    Atomics.add(this.#control, WAKE, 1);
    Atomics.notify(this.#control, WAKE);
  }

  /** Room for one more record at least; none while the file cannot be written and the ring is full. */
  find(): boolean {
    this.publish();
    for (;;) {
      const tail = Atomics.load(this.#control, TAIL);
      const { at } = this.#encoder;
      const ahead = this.#ahead(tail);
      // Early, where no more waits than usual: the rest of the ring then never takes memory.
      const early = at > EARLY && ahead <= AHEAD + LOOK && this.#skipped === 0;
      if (early || (at > RING_WORDS - MAX_WORDS - LOOK && !this.#leapt)) this.#skip(at, early);
      let step = this.#findStep(tail);
      if (step <= 0 && this.#spare > 0 && !this.#isWorthWaiting(tail)) {
        this.#leap();
        step = this.#findStep(tail);
      }
      const full = step <= 0;
      if (!full && (ahead < AHEAD || !this.#isWorthWaiting(tail))) {
        this.limit = this.#encoder.at + step;
        return true;
      }
      if (full && !this.#isWorthWaiting(tail)) return false;
      this.#awaitMove(tail);
    }
  }

  /** Words that wait, without those skipped. */
  #ahead(tail: number): number {
    if (((tail - this.#skipFrom) | 0) > 0) {
      this.#skipped = 0;
      this.#spare = 0;
      this.#leapt = false;
    }
    return ((this.head - tail) | 0) - this.#skipped;
  }

  /** Words up to the next look; none when there is no room. */
  #findStep(tail: number): number {
    const free = this.#leapt ? RING_WORDS : RING_WORDS - ((this.head - tail) | 0);
    return Math.min(LOOK, RING_WORDS - MAX_WORDS - this.#encoder.at, free - 2 * MAX_WORDS);
  }

  /** Goes on at the start of the ring. */
  #skip(at: number, early: boolean): void {
    const { head } = this;
    this.#ring.ints[at * 2 + 1] = PAD;
    this.#moveHead(0, RING_WORDS - at);
    this.#skipFrom = head;
    this.#skipped = RING_WORDS - at;
    this.#spare = early ? at + 1 : 0;
    Atomics.store(this.#control, HEAD, this.head);
  }

  /** Goes on behind the early skip, over what waits before it. */
  #leap(): void {
    const words = this.#spare - this.#encoder.at;
    this.#encoder.gap(words);
    this.#moveHead(this.#spare, words);
    this.#skipped += words;
    this.#spare = 0;
    this.#leapt = true;
    Atomics.store(this.#control, HEAD, this.head);
  }

  /**
   * To another word of the ring, so many positions on. Calls nothing, and neither does its caller before it has noted
   * why: a program out of stack that is interrupted in between would go on where there is no room.
   */
  #moveHead(word: number, words: number): void {
    const encoder = this.#encoder;
    encoder.at = word;
    encoder.whole = word;
    this.#published = word;
    this.head = (this.head + words) | 0;
    this.limit = 0;
  }

  #isWorthWaiting(tail: number): boolean {
    return this.#control[STATE] === WORKING && this.#stuckAt !== tail;
  }

  #awaitMove(tail: number): void {
    Atomics.store(this.#control, AWAITED, 1);
    const outcome = Atomics.wait(this.#control, TAIL, tail, STUCK);
    Atomics.store(this.#control, AWAITED, 0);
    if (outcome === "timed-out") this.#stuckAt = tail;
  }
}
