/**
 * Reports the spans that have been running for a second, once a second, so that others can see them. The timer exists
 * only while spans are open, and looks at all of them: a span costs two comparisons. It does not fire while synchronous
 * code blocks the program's thread.
 */
import { readClock, toEpoch } from "../runtime/clock.ts";
import { callAfter } from "../runtime/timers.ts";
import { DROPPED_TAGS, type RunningRow, type TagValue, type Writer } from "../writer/writer.ts";
import type { LiveSpan } from "./span.ts";

/** Milliseconds between two reports, and from a span's start to its first one. */
const INTERVAL = 1000;
/** Rows in a report: writing that many takes 3 ms on a slow core. */
const MAX_ROWS = 256;
/** Characters of a report, and of the tags and the error in a row of it: a report fits into a record of the ring. */
const MAX_TEXT = 100_000;
const MAX_TAGS = 4000;
const MAX_ERROR = 1000;

interface Source {
  /** Spans that no call on the stack will end. */
  readonly open: ReadonlySet<LiveSpan>;
  /** How many more are running. */
  readonly released: () => number;
  readonly useWriter: () => Pick<Writer, "writeRunning">;
  /** Runs a function outside the program's spans. */
  readonly outside: (fn: () => void) => void;
}

export class RunningReporter {
  /** Whether there is a timer. */
  isOn = false;
  /** When the youngest span that has a row began, a clock reading. */
  youngest = Number.NEGATIVE_INFINITY;
  readonly #source: Source;
  #cancel = () => {};
  /** Made on first use: most programs have no span that takes so long. */
  #name: string | undefined;
  /** The spans that have rows, with their numbers. */
  #numbers = new Map<LiveSpan, number>();
  #lastNumber = 0;
  /** Whether the file may have rows of this reporter. */
  #hasReported = false;

  constructor(source: Source) {
    this.#source = source;
  }

  start(): void {
    this.isOn = true;
    this.#source.outside(() => {
      this.#cancel = callAfter(INTERVAL, () => this.#report());
    });
  }

  /** Starts it if there is something to report. */
  resume(): void {
    if (!this.isOn && this.#source.open.size > 0) this.start();
  }

  /** Removes all rows, and reports nothing until it is started again. */
  stop(): void {
    this.#cancel();
    this.isOn = false;
    if (this.#hasReported) this.#write([], 0);
  }

  /** A span that is about to be written has ended. Never throws: the program may be out of stack. */
  ended(span: LiveSpan): void {
    try {
      const ended = this.#numbers.get(span);
      if (ended === undefined) return;
      this.#numbers.delete(span);
      if (this.#numbers.size === 0) this.youngest = Number.NEGATIVE_INFINITY;
      this.#source.useWriter().writeRunning({ reporter: this.#reporter, ended });
    } catch {
      // The next report has one row less.
    }
  }

  #report(): void {
    this.isOn = false;
    const now = readClock();
    const spans: LiveSpan[] = [];
    let among = this.#source.released();
    for (const span of this.#source.open) {
      if (now - span.began < INTERVAL) continue;
      among += 1;
      if (spans.length < MAX_ROWS) spans.push(span);
    }
    if (spans.length > 0 || this.#hasReported) this.#write(spans, among, now);
    this.resume();
  }

  #write(spans: readonly LiveSpan[], among: number, now = readClock()): void {
    const before = this.#numbers;
    this.#numbers = new Map(spans.map((span) => [span, before.get(span) ?? ++this.#lastNumber]));
    const rows: RunningRow[] = [];
    let size = 0;
    for (const [span, number] of this.#numbers) {
      const row = this.#describe(span, number, now);
      // Also in JSON, in which each quote takes two characters.
      size += 200 + 2 * (row.name.length + row.tags.length + (row.error?.length ?? 0));
      if (size > MAX_TEXT) this.#numbers.delete(span);
      else rows.push(row);
    }
    this.youngest = [...this.#numbers.keys()].reduce(
      (high, { began }) => Math.max(high, began),
      Number.NEGATIVE_INFINITY,
    );
    this.#hasReported = rows.length > 0;
    this.#source.useWriter().writeRunning({ reporter: this.#reporter, seen: toEpoch(now), among, rows });
  }

  #describe(span: LiveSpan, number: number, now: number): RunningRow {
    const { name, start, began, failure } = span;
    let { parent } = span;
    while (parent && !this.#numbers.has(parent)) parent = parent.parent;
    const error = failure ? `${failure.type}: ${failure.message}`.slice(0, MAX_ERROR).toWellFormed() : null;
    return {
      number,
      parent: parent ? (this.#numbers.get(parent) ?? null) : null,
      name,
      start,
      duration: (now - began) / 1000,
      tags: tagsText(span),
      error,
    };
  }

  /** Threads, sessions and contexts of a process load this module anew, so it is random. */
  get #reporter(): string {
    this.#name ??= process.getBuiltinModule("node:crypto").randomUUID();
    return this.#name;
  }
}

/** The tags as a JSON object of texts; those without room are counted, as in an ended span. */
function tagsText({
  tags = [],
  lostTags,
}: {
  readonly tags: TagValue[] | undefined;
  readonly lostTags: number;
}): string {
  const parts: string[] = [];
  let [size, lost] = [0, lostTags];
  for (let i = 0; i < tags.length; i += 2) {
    const part = `${JSON.stringify(tags[i])}:${JSON.stringify(String(tags[i + 1]))}`;
    size += part.length;
    if (size <= MAX_TAGS) parts.push(part);
    else {
      size -= part.length;
      lost += 1;
    }
  }
  if (lost > 0) parts.push(`${JSON.stringify(DROPPED_TAGS)}:"${lost}"`);
  return `{${parts.join(",")}}`;
}
