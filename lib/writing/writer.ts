/** The contract between the spans of a program and whatever brings them to the file. */
import type { LiveSpan, SpanFailure } from "../span.ts";
import type { TagValue } from "../text.ts";

export interface Writer {
  /**
   * Takes a finished span, at that reading of the clock. Never throws, never waits for a file that cannot be had: what
   * cannot be written now is kept.
   */
  write(span: LiveSpan, now: number): void;
  /** Takes a tag of a span that has been written or is waiting to be. */
  amend(span: LiveSpan, key: string, value: TagValue): void;
  /** Takes the failure of a span that has been written or is waiting to be. */
  amendFailure(span: LiveSpan, failure: SpanFailure): void;
  /** Writes what is waiting; waits as long as that goes on, and at most `patience` ms without any of it going on. */
  flush(patience: number): boolean;
  /** Spans given up, because the file could not be written and the buffer was full. */
  readonly dropped: number;
  /** The spans in the file are gone (`SP.clear()`): none may be linked to any more. */
  forget(): void;
  /** Ends the writer: flushes, says how many spans are lost if any, lets go of the file. */
  close(patience: number): void;
}

/** Takes the spans of one transaction, in the order they ended in. Tags follow their span. */
export interface Sink {
  /** `parent` is the ordinal of one that ended before, or 0. */
  span(name: string, start: number, duration: number, parent: number): void;
  tag(key: string, value: string): void;
  /** Of the span of that ordinal, whenever it was written; its first error stays. */
  error(ordinal: number, type: string, message: string, stack: string | null): void;
  /** Children that ended before their parent, by ordinals: `first`, `first + step` … `last`. */
  children(parent: number, first: number, last: number, step: number): void;
  /** A tag for the span of that ordinal, whenever it was written. */
  late(ordinal: number, key: string, value: string): void;
}
