/** The contract between the spans of a program and whatever brings them to the file. */

/** What a tag's value is until it is written: text, or a number that becomes text then. */
export type TagValue = string | number;

/** The tag that says how many tags did not fit. */
export const DROPPED_TAGS = "spantom.dropped_tags";

/** How a span failed. `stack` is null where errors of its type have had their share, or it is no error. */
export interface SpanFailure {
  readonly type: string;
  readonly message: string;
  readonly stack: string | null;
}

/** What is set on a span after its end. */
export type PostEndUpdate = { readonly key: string; readonly value: TagValue } | { readonly failure: SpanFailure };

/** What a writer needs of a span: what it wrote down about itself, and fields that the writer keeps its links in. */
export interface WritableSpan {
  readonly name: string;
  /** Seconds since the epoch. */
  readonly start: number;
  /** Seconds. */
  readonly duration: number;
  /** Left current when it was begun, as opposed to around a function. */
  readonly block: boolean;
  /** Keys and values in turn, in the order of first setting. */
  readonly tags: readonly TagValue[] | undefined;
  /** Tags that there was no room for. */
  readonly lostTags: number;
  readonly failure: SpanFailure | undefined;
  /** Dropped once the link is on its way to the file, or a chain of timers would hold every span before it. */
  parent: WritableSpan | undefined;
  /** Its place in the order of ends, 0 until it has one, -1 if it is not written. */
  sequence: number;
  /** That of its parent, if that ended first; 0 else. */
  parentSequence: number;
  /** Those of children that ended before it, as runs: `first, last, step` of each. */
  children: number[] | undefined;
  /** Lets go of the tags that wait to be written with it. */
  clearTags(): void;
}

export interface Writer {
  /**
   * Takes a finished span, at that reading of the clock. Never throws, never waits for a file that cannot be had: what
   * cannot be written now is kept.
   */
  write(span: WritableSpan, now: number): void;
  /** Takes what is set on a span that has ended, and so been written or is waiting to be. */
  update(span: WritableSpan, update: PostEndUpdate): void;
  /** Writes what is waiting; waits as long as that goes on, and at most `patience` ms without any of it going on. */
  flush(patience: number): boolean;
  /** Spans given up, because the file could not be written and the buffer was full. */
  readonly dropped: number;
  /** The spans in the file are gone (`SP.clear()`): none may be linked to any more. */
  forget(): void;
  /** Ends the writer: flushes, says how many spans are lost if any, lets go of the file. */
  close(patience: number): void;
}

/** Numbered spans that another writer has left, to be written before all else: a transaction's worth. */
export interface UnflushedBatch {
  readonly firstSequence: number;
  readonly count: number;
  feed(sink: Sink): void;
}

/** Takes the spans of one transaction, in the order they ended in. Tags follow their span. */
export interface Sink {
  /** `parent` is the sequence number of one that ended before, or 0. */
  span(name: string, start: number, duration: number, parent: number): void;
  tag(key: string, value: string): void;
  /** Children that ended before their parent, by sequence numbers: `first`, `first + step` … `last`. */
  children(parent: number, first: number, last: number, step: number): void;
  /**
   * For the span of that sequence number, whenever it was written; its first failure stays. Also the failure that a span
   * ends with, right after its tags.
   */
  update(sequence: number, update: PostEndUpdate): void;
}
