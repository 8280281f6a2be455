/** Spans on the program's thread that are not in the file yet, and what came for others after their end. */

import { feedLate, feedSpan, type Late } from "./feed.ts";
import type { SequenceNumbers } from "./sequence.ts";
import type { Sink, WritableSpan } from "./writer.ts";

const MAX_SPANS = 100_000;
/** Characters of those: what a writing thread's ring has room for, however they are encoded. */
const MAX_TEXT = 16_000_000;

export class Waiting {
  readonly #numbers: SequenceNumbers;
  #spans: WritableSpan[] = [];
  #late: Late[] = [];
  #text = 0;

  constructor(numbers: SequenceNumbers) {
    this.#numbers = numbers;
  }

  /** How many spans wait. */
  get count(): number {
    return this.#spans.length;
  }

  get isEmpty(): boolean {
    return this.#spans.length === 0 && this.#late.length === 0;
  }

  get isFull(): boolean {
    return this.#spans.length >= MAX_SPANS || this.#text > MAX_TEXT;
  }

  get firstSequence(): number {
    return this.#numbers.last - this.#spans.length + 1;
  }

  /** Numbers a span and keeps it. All or nothing, which the span's sequence number tells: the program may be out of stack. */
  add(span: WritableSpan): void {
    const numbers = this.#numbers;
    try {
      numbers.link(span);
      this.#spans.push(span);
      // One step, in which nothing is called: the spans here are those numbered last.
      const sequence = numbers.last + 1;
      numbers.last = sequence;
      span.sequence = sequence;
      if (span.parent) {
        numbers.unadopted = span;
        numbers.adopt(span);
      }
      this.#text += textOf(span);
    } catch {
      // What it was to do is done with the next span, as far as this one has its number.
    }
  }

  /** Lets go of spans up to a sequence number: they are in the file already. */
  forgetWritten(sequence: number): void {
    const count = sequence - this.firstSequence + 1;
    if (count > 0) this.#spans = this.#spans.slice(count);
  }

  /** Whether a span is among them, and so carries by itself what comes for it. */
  has(span: WritableSpan): boolean {
    return span.sequence >= this.firstSequence;
  }

  addLate(late: Late): void {
    if (this.#late.length < MAX_SPANS) this.#late.push(late);
  }

  forgetLate(): void {
    this.#late = [];
  }

  /** Takes out everything. */
  take(): { readonly spans: readonly WritableSpan[]; readonly late: readonly Late[] } {
    const taken = { spans: this.#spans, late: this.#late };
    this.#spans = [];
    this.#late = [];
    this.#text = 0;
    return taken;
  }

  readonly feed = (sink: Sink): void => {
    for (const span of this.#spans) feedSpan(span, sink);
    for (const late of this.#late) feedLate(late, sink);
  };
}

/** In characters, more or less. */
function textOf({ name, tags, failure }: WritableSpan): number {
  let size = 50 + name.length;
  for (let i = 0; tags && i < tags.length; i++) {
    const text = tags[i];
    size += typeof text === "string" ? text.length : 8;
  }
  return failure ? size + failure.message.length + (failure.stack?.length ?? 0) : size;
}
