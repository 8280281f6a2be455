/**
 * Ended spans on the program's thread that are not in the file yet, updates of spans that already are, news of running
 * ones, and tags of the run.
 */
import type { RunTags } from "../model/run-tags.ts";
import type { SequenceNumbers } from "./sequence.ts";
import { DROPPED_TAGS, type PostEndUpdate, type RunningChange, type Sink, type WritableSpan } from "./writer.ts";

const MAX_SPANS = 100_000;
/** Characters of those spans: what a writing thread's ring can hold, however they are encoded. */
const MAX_TEXT = 16_000_000;

/** A post-end update, by the sequence number of its span, which may be gone by then. */
export interface UnflushedUpdate {
  readonly sequence: number;
  readonly update: PostEndUpdate;
}

/** Everything that one writer hands over to another. */
export interface Unflushed {
  readonly spans: readonly WritableSpan[];
  readonly updates: readonly UnflushedUpdate[];
  readonly news: readonly RunningChange[];
  readonly runTags: RunTags | undefined;
}

export class UnflushedSpans {
  readonly #numbers: SequenceNumbers;
  #spans: WritableSpan[] = [];
  #updates: UnflushedUpdate[] = [];
  /** Of running spans: at most one report, and which of its spans have ended since. */
  #news: RunningChange[] = [];
  #runTags: RunTags | undefined;
  #text = 0;

  constructor(numbers: SequenceNumbers) {
    this.#numbers = numbers;
  }

  get count(): number {
    return this.#spans.length;
  }

  get hasNews(): boolean {
    return this.#news.length > 0;
  }

  /** Whether there is nothing that must not be lost. */
  get isEmpty(): boolean {
    return this.#spans.length === 0 && this.#updates.length === 0 && this.#runTags === undefined;
  }

  get isFull(): boolean {
    return this.#spans.length >= MAX_SPANS || this.#text > MAX_TEXT;
  }

  get firstSequence(): number {
    return this.#numbers.last - this.#spans.length + 1;
  }

  /** Numbers a span and keeps it. All or nothing, as the span's number shows: the program may be out of stack. */
  add(span: WritableSpan): void {
    const numbers = this.#numbers;
    try {
      numbers.link(span);
      this.#spans.push(span);
      // One step without calls: the spans here are always those numbered last.
      const sequence = numbers.last + 1;
      numbers.last = sequence;
      span.sequence = sequence;
      if (span.parent) {
        numbers.unadopted = span;
        numbers.adopt(span);
      }
      this.#text += textOf(span);
    } catch {
      // If the span has its number, what remains is done with the next span.
    }
  }

  /** Drops the spans up to that number: they are in the file already. */
  dropWritten(sequence: number): void {
    const count = sequence - this.firstSequence + 1;
    if (count > 0) this.#spans = this.#spans.slice(count);
  }

  /** Whether a span is still unflushed, and so carries its updates itself. */
  has(span: WritableSpan): boolean {
    return span.sequence >= this.firstSequence;
  }

  addUpdate(update: UnflushedUpdate): void {
    if (this.#updates.length < MAX_SPANS) this.#updates.push(update);
  }

  addNews(change: RunningChange): void {
    if ("ended" in change) this.#news.push(change);
    else this.#news = [change];
  }

  addRunTags(tags: RunTags): void {
    this.#runTags = { ...this.#runTags, ...tags };
  }

  dropUpdates(): void {
    this.#updates = [];
  }

  /** Removes and returns everything. */
  take(): Unflushed {
    const taken = { spans: this.#spans, updates: this.#updates, news: this.#news, runTags: this.#runTags };
    this.#runTags = undefined;
    this.#news = [];
    this.#spans = [];
    this.#updates = [];
    this.#text = 0;
    return taken;
  }

  readonly feed = (sink: Sink): void => {
    for (const span of this.#spans) feedSpan(span, sink);
    for (const { sequence, update } of this.#updates) sink.update(sequence, update);
    for (const change of this.#news) sink.running(change);
    if (this.#runTags) sink.runTags(this.#runTags);
  };
}

function feedSpan(span: WritableSpan, sink: Sink): void {
  sink.span(span.name, span.start, span.duration, span.parentSequence);
  const { tags, failure, children } = span;
  for (let i = 0; tags && i < tags.length; i += 2) sink.tag(tags[i] as string, String(tags[i + 1]));
  if (span.lostTags > 0) sink.tag(DROPPED_TAGS, String(span.lostTags));
  if (failure) sink.update(span.sequence, { failure });
  for (let i = 0; children && i < children.length; i += 3)
    sink.children(span.sequence, children[i] as number, children[i + 1] as number, children[i + 2] as number);
}

/** Approximate size in characters. */
function textOf({ name, tags, failure }: WritableSpan): number {
  let size = 50 + name.length;
  for (let i = 0; tags && i < tags.length; i++) {
    const text = tags[i];
    size += typeof text === "string" ? text.length : 8;
  }
  return failure ? size + failure.message.length + (failure.stack?.length ?? 0) : size;
}
