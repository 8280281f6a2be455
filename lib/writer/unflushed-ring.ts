/** What the ring still holds when its thread is gone, to be written by the program's own thread or counted as lost. */
import type { Connection } from "../store/driver.ts";
import { Decoder } from "./decoder.ts";
import type { Ids } from "./ids.ts";
import { MAX_BATCH, type Ring, TAIL } from "./ring.ts";
import type { Sink, UnflushedBatch } from "./writer.ts";

/** Spans per transaction on the program's own thread. */
const BATCH = 4096;

const ignore = () => {};
const IGNORING: Sink = {
  span: ignore,
  tag: ignore,
  children: ignore,
  update: ignore,
  running: ignore,
  runTags: ignore,
};

type Row = readonly [name: string, start: number, duration: number];

export class UnflushedRing {
  readonly #ring: Ring;
  readonly #decoder: Decoder;
  readonly #head: number;
  readonly #lastSequence: number;

  /**
   * @param texts The encoder's cached texts.
   * @param head The position up to which the ring is filled; the last span has `lastSequence`.
   */
  constructor(ring: Ring, texts: readonly string[], head: number, lastSequence: number) {
    this.#ring = ring;
    this.#decoder = new Decoder(ring, texts);
    this.#head = head;
    this.#lastSequence = lastSequence;
  }

  /** How many spans are unflushed. */
  get count(): number {
    return this.#decoder.measure(this.#tail, this.#head, Number.POSITIVE_INFINITY).spans;
  }

  /** Whether tags of the run are unflushed, or what was set on spans after their end. */
  get hasTags(): boolean {
    let hasTags = false;
    const note = () => {
      hasTags = true;
    };
    this.#decoder.feed(this.#tail, this.#head, { ...IGNORING, update: note, runTags: note });
    return hasTags;
  }

  get #tail(): number {
    return this.#ring.control[TAIL] as number;
  }

  /** Skips what the thread committed without recording it, having ended between the commit and moving the tail. */
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

  /** Everything unflushed, in transactions. */
  take(): UnflushedBatch[] {
    const decoder = this.#decoder;
    const batches: UnflushedBatch[] = [];
    let firstSequence = this.#lastSequence - this.count + 1;
    for (let from = this.#tail; from !== this.#head; ) {
      const start = from;
      const { end, spans: count } = decoder.measure(start, this.#head, BATCH);
      batches.push({ firstSequence, count, feed: (sink) => decoder.feed(start, end, sink) });
      firstSequence += count;
      from = end;
    }
    return batches;
  }
}

/**
 * Finds what a lost thread committed without moving the tail.
 * Write transactions are exclusive, so the spans of one have adjacent rows.
 * @param after The last id that is known to be written.
 * @param feed Yields the spans that the thread would have written next.
 */
function findWritten(
  db: Connection,
  after: number,
  feed: (sink: Sink) => void,
): { readonly count: number; readonly firstId: number } {
  const spans: Row[] = [];
  feed({ ...IGNORING, span: (name, start, duration) => spans.push([name, start, duration]) });
  const [first] = spans;
  const find = db.prepare<[number, ...Row], number>(
    "SELECT id FROM spans WHERE id > ? AND name = ? AND start = ? AND duration = ? ORDER BY id LIMIT 1",
  );
  const firstId = first && find.pluck().get(after, ...first);
  if (firstId === undefined) return { count: 0, firstId: 0 };
  const rows = db.prepare<[number], Row>("SELECT name, start, duration FROM spans WHERE id >= ? ORDER BY id").raw();
  let count = 0;
  for (const row of rows.iterate(firstId)) {
    const span = spans[count];
    if (!span || span.some((value, column) => value !== row[column])) break;
    count += 1;
  }
  return { count, firstId };
}
