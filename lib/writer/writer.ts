/** The contract between the spans of a program and whatever writes them to the file. */
import type { RunTags } from "../model/run-tags.ts";

/** A tag's value until it is written: text, or a number that then becomes text. */
export type TagValue = string | number;

/** The tag that says how many tags did not fit. */
export const DROPPED_TAGS = "spantom.dropped_tags";

/** How a span failed. `stack` is null if enough stacks of that type are recorded, or if what was thrown has none. */
export interface SpanFailure {
  readonly type: string;
  readonly message: string;
  readonly stack: string | null;
}

/** What is set on a span after its end. */
export type PostEndUpdate = { readonly key: string; readonly value: TagValue } | { readonly failure: SpanFailure };

/** A span that is still running, as a row. */
export interface RunningRow {
  /** Its number among those of its reporter. */
  readonly number: number;
  /** The number of the nearest ancestor that has a row too. */
  readonly parent: number | null;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly start: number;
  /** Seconds so far. */
  readonly duration: number;
  /** A JSON object of texts. */
  readonly tags: string;
  readonly error: string | null;
}

/** All spans of one reporter that have been running for a while: rows of others are deleted. */
export interface RunningReport {
  /** Unique in the file: a session in one thread of one process. */
  readonly reporter: string;
  /** Seconds since the epoch. */
  readonly seen: number;
  /** How many there are, with those that have no row because they are too many. */
  readonly among: number;
  readonly rows: readonly RunningRow[];
}

/** A report, or that one of the reported spans has ended. Both can be repeated. */
export type RunningChange = RunningReport | { readonly reporter: string; readonly ended: number };

/** What a writer needs of a span: its data, and fields in which the writer keeps its links. */
export interface WritableSpan {
  readonly name: string;
  /** Seconds since the epoch. */
  readonly start: number;
  /** Seconds. */
  readonly duration: number;
  /** Whether the program ends it itself (`using`, `enter`, `begin`), as opposed to a span around a function. */
  readonly block: boolean;
  /** Alternating keys and values, in the order they were first set. */
  readonly tags: readonly TagValue[] | undefined;
  /** How many tags there was no room for. */
  readonly lostTags: number;
  readonly failure: SpanFailure | undefined;
  /** Cleared once the link is on its way to the file; otherwise a chain of timers would retain every span before it. */
  parent: WritableSpan | undefined;
  /** Its sequence number in the order of ending; 0 until it has one, -1 if it is not written. */
  sequence: number;
  /** Its parent's sequence number if that ended first, otherwise 0. */
  parentSequence: number;
  /** Sequence numbers of children that ended before it, as runs: `first, last, step` of each. */
  children: number[] | undefined;
  /** Drops the tags that wait to be written with it. */
  clearTags(): void;
}

export interface Writer {
  /**
   * Takes a finished span; `now` is a clock reading. Never throws, and never waits for an unavailable file: what cannot
   * be written now is kept.
   */
  write(span: WritableSpan, now: number): void;
  /** Takes what is set on a span that has ended, whether it is written or waiting to be. */
  update(span: WritableSpan, update: PostEndUpdate): void;
  /**
   * Takes news of running spans. The end of one is written together with the span, which is passed right afterwards.
   * News that cannot be written are dropped: there is another report a second later.
   */
  writeRunning(change: RunningChange): void;
  /** Takes tags of the run. Like spans they are kept until they can be written; later values replace earlier ones. */
  tagRun(tags: RunTags): void;
  /** Writes what is waiting. Blocks while that makes progress, and at most `patience` ms while it does not. */
  flush(patience: number): boolean;
  /** Spans given up, because the file could not be written and the buffer was full. */
  readonly dropped: number;
  /** The spans in the file are gone (`SP.clear()`): no new link may refer to them. */
  forget(): void;
  /** Ends the writer: flushes, reports how many spans are lost if any, closes the file. */
  close(patience: number): void;
}

/** Numbered spans that another writer has left, to be written before anything else: a transaction's worth. */
export interface UnflushedBatch {
  readonly firstSequence: number;
  readonly count: number;
  feed(sink: Sink): void;
}

/** Takes the spans of one transaction, in the order they ended. Tags follow their span. */
export interface Sink {
  /** `parent` is the sequence number of a parent that ended first, or 0. */
  span(name: string, start: number, duration: number, parent: number): void;
  tag(key: string, value: string): void;
  /** Children that ended before their parent, by sequence numbers: `first`, `first + step` … `last`. */
  children(parent: number, first: number, last: number, step: number): void;
  /**
   * Updates the span with that sequence number, whenever it was written; its first failure stays. Also takes the
   * failure that a span ends with, right after its tags.
   */
  update(sequence: number, update: PostEndUpdate): void;
  running(change: RunningChange): void;
  runTags(tags: RunTags): void;
}
