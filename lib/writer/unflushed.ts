/** What the ring still holds when there is no thread to read it: given up and counted, or written by the program's own. */
import type { Connection } from "../store/driver.ts";
import { findWritten } from "./already-written.ts";
import { Decoder } from "./decoder.ts";
import type { Ids } from "./ids.ts";
import { MAX_BATCH, type Ring, TAIL } from "./ring.ts";
import type { Sink } from "./writer.ts";

/** Spans that another writer has left, to be written before all else: a transaction's worth. */
export interface Backlog {
  readonly firstSequence: number;
  readonly count: number;
  feed(sink: Sink): void;
}

/** Spans of one transaction on the program's own thread. */
const BATCH = 4096;

export class Leftover {
  readonly #ring: Ring;
  readonly #decoder: Decoder;
  readonly #head: number;
  readonly #lastSequence: number;

  /**
   * @param texts Those that the writer knows by index.
   * @param head Up to where the ring is filled, with the span of `lastSequence` as its last.
   */
  constructor(ring: Ring, texts: readonly string[], head: number, lastSequence: number) {
    this.#ring = ring;
    this.#decoder = new Decoder(ring, texts);
    this.#head = head;
    this.#lastSequence = lastSequence;
  }

  /** How many spans it is. */
  get count(): number {
    return this.#decoder.measure(this.#tail, this.#head, Number.POSITIVE_INFINITY).spans;
  }

  get #tail(): number {
    return this.#ring.control[TAIL] as number;
  }

  /** Passes over what the thread had committed without saying so: it ended between that and moving the tail. */
  skipWritten(db: Connection, ids: Ids): void {
    const after = ids.lastId;
    if (after === undefined) return;
    const tail = this.#tail;
    const { end } = this.#decoder.measure(tail, this.#head, MAX_BATCH);
    const { count, firstId } = findWritten(db, after, (sink) => this.#decoder.feed(tail, end, sink));
    if (count === 0) return;
    ids.add(this.#lastSequence - this.count + 1, count, firstId);
    this.#ring.control[TAIL] = this.#decoder.measure(tail, this.#head, count).end;
  }

  /** All of it, in transactions. */
  take(): Backlog[] {
    const decoder = this.#decoder;
    const backlog: Backlog[] = [];
    let firstSequence = this.#lastSequence - this.count + 1;
    for (let from = this.#tail; from !== this.#head; ) {
      const start = from;
      const { end, spans: count } = decoder.measure(start, this.#head, BATCH);
      backlog.push({ firstSequence, count, feed: (sink) => decoder.feed(start, end, sink) });
      firstSequence += count;
      from = end;
    }
    return backlog;
  }
}
