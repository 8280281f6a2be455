/** One running or finished span. */
import type { ActiveSpan, Tags } from "../api.ts";
import { readClock, toEpoch } from "../runtime/clock.ts";
import type { PostEndUpdate, SpanFailure, TagValue, WritableSpan, Writer } from "../writer/writer.ts";
import { checkFunction } from "./arguments.ts";
import { addTags, errorMessage, errorStack, errorType } from "./text.ts";

/** What a span needs from the tracer that started it. */
export interface SpanOwner {
  /** The span has just ended, at the clock reading `now`. */
  finish(span: LiveSpan, now: number): void;
  /** Takes the span's post-end updates. */
  useWriter(): Pick<Writer, "update">;
  run<T>(span: LiveSpan, fn: () => T): T;
}

/** An error that passes through several spans is described once. */
const described = new WeakMap<object, SpanFailure>();

function describe(error: unknown, name: string): SpanFailure {
  const cached = typeof error === "object" && error !== null ? described.get(error) : undefined;
  if (cached) return cached;
  const type = errorType(error);
  const failure = { type, message: errorMessage(error), stack: errorStack(error, `${name} ${type}`) };
  if (typeof error === "object" && error !== null) described.set(error, failure);
  return failure;
}

/**
 * The constructor sets the fields one by one: V8 inlines that, but calls two functions of its own for field
 * initializers.
 */
export class LiveSpan implements ActiveSpan, WritableSpan {
  declare readonly name: string;
  /** Seconds since the epoch. */
  declare readonly start: number;
  /** Whether the program ends it itself (`using`, `enter`, `begin`), as opposed to a span around a function. */
  declare readonly block: boolean;
  declare readonly owner: SpanOwner;
  /** A reading of the monotonic clock. */
  declare readonly began: number;

  /** Cleared once the link is on its way to the file; otherwise a chain of timers would retain every span before it. */
  declare parent: LiveSpan | undefined;
  /** Seconds; 0 while running. */
  declare duration: number;
  declare ended: boolean;
  /** Alternating keys and values, in the order they were first set. */
  declare tags: TagValue[] | undefined;
  declare lostTags: number;
  declare failure: SpanFailure | undefined;
  /** Its function has thrown, but it may still be current: there was no stack left to restore the context. */
  declare left: boolean;

  /** Set by the writer: the span's sequence number, 0 until it has one; its parent's, if that ended first. */
  declare sequence: number;
  declare parentSequence: number;
  /** Sequence numbers of children that ended before it, as runs: `first, last, step` of each. */
  declare children: number[] | undefined;

  constructor(owner: SpanOwner, name: string, parent: LiveSpan | undefined, block: boolean) {
    const now = readClock();
    this.owner = owner;
    this.name = name;
    // Neither before its parent nor an hour after it if the wall clock was set in between.
    this.start = parent === undefined ? toEpoch(now) : parent.start + (now - parent.began) / 1000;
    this.block = block;
    this.began = now;
    this.parent = parent;
    this.duration = 0;
    this.ended = false;
    this.tags = undefined;
    this.lostTags = 0;
    this.failure = undefined;
    this.left = false;
    this.sequence = 0;
    this.parentSequence = 0;
    this.children = undefined;
  }

  tag(tags: Tags): this {
    addTags(this, tags);
    return this;
  }

  /** Drops the tags that wait to be written with it. */
  clearTags(): void {
    this.tags = undefined;
    this.lostTags = 0;
  }

  update(update: PostEndUpdate): void {
    this.owner.useWriter().update(this, update);
  }

  fail(error: unknown): this {
    if (this.failure) return this;
    this.failure = describe(error, this.name);
    if (this.ended) this.update({ failure: this.failure });
    return this;
  }

  /** Makes the span begin now instead of when it was created. */
  restart(): void {
    const began = readClock();
    Object.assign(this, { began, start: this.start + (began - this.began) / 1000 });
  }

  end(): void {
    if (!this.ended) this.endAt(readClock());
  }

  /** Ends it at a clock reading that may be in the past, but not before it began. */
  endAt(now: number): void {
    if (this.ended) return;
    this.duration = (now - this.began) / 1000; // This clock never goes back.
    this.ended = true;
    this.owner.finish(this, now);
  }

  /** Ends a span that the program never ended. */
  abandon(): void {
    if (this.ended) return;
    this.failure ??= { type: "Unfinished", message: "the program ended before this span did", stack: null };
    this.end();
  }

  run<T>(fn: () => T): T {
    checkFunction("span.run(fn)", fn);
    return this.owner.run(this, fn);
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
