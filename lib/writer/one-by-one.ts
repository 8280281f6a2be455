/**
 * Writes the spans of a transaction one at a time, and skips those that the file rejects: a span that violates a
 * constraint of the user's own must not hold back the others forever. Slow, so only for a batch that was rejected.
 */
import type { RunTags } from "../model/run-tags.ts";
import type { Connection } from "../store/driver.ts";
import type { Inserter } from "./inserter.ts";
import type { PostEndUpdate, RunningChange, Sink } from "./writer.ts";

type Call = (sink: Sink) => void;

export class OneByOne implements Sink {
  readonly #db: Connection;
  readonly #inserter: Inserter;
  #sequence: number;
  /** The calls for a span and what belongs to it; at first also for children of a span from an earlier transaction. */
  #calls: Call[] = [];
  #isSpan = false;
  #updates: Call[] = [];
  /** The sequence number of the last span. */
  get last(): number {
    return this.#sequence - 1;
  }

  /** Spans skipped, and SQLite's message for the last rejection. */
  dropped = 0;
  reason = "";

  constructor(db: Connection, inserter: Inserter, firstSequence: number) {
    this.#db = db;
    this.#inserter = inserter;
    this.#sequence = firstSequence;
  }

  span(...row: Parameters<Sink["span"]>): void {
    this.#flush();
    this.#isSpan = true;
    this.#calls = [(sink) => sink.span(...row)];
  }

  tag(key: string, value: string): void {
    this.#calls.push((sink) => sink.tag(key, value));
  }

  children(...run: Parameters<Sink["children"]>): void {
    this.#calls.push((sink) => sink.children(...run));
  }

  update(sequence: number, update: PostEndUpdate): void {
    const call: Call = (sink) => sink.update(sequence, update);
    if ("failure" in update && sequence === this.#sequence) this.#calls.push(call);
    else this.#updates.push(call);
  }

  running(change: RunningChange): void {
    this.#updates.push((sink) => sink.running(change));
  }

  runTags(tags: RunTags): void {
    this.#updates.push((sink) => sink.runTags(tags));
  }

  finish(): void {
    this.#flush();
    for (const call of this.#updates) this.#try([call]);
  }

  #flush(): void {
    if (this.#calls.length > 0 && !this.#try(this.#calls)) this.dropped += this.#isSpan ? 1 : 0;
    this.#calls = [];
    if (this.#isSpan) this.#sequence += 1;
    this.#isSpan = false;
  }

  #try(calls: readonly Call[]): boolean {
    const inserter = this.#inserter;
    this.#db.exec("SAVEPOINT one");
    inserter.begin(this.#sequence);
    try {
      for (const call of calls) call(inserter);
      inserter.finish();
      inserter.committed();
      return true;
    } catch (cause) {
      inserter.undone();
      this.#db.exec("ROLLBACK TO one");
      this.reason = (cause as Error).message;
      return false;
    } finally {
      this.#db.exec("RELEASE one");
    }
  }
}
