/** Starts spans, tracks the current one, and ends each as its function ended. */
import { types } from "node:util";
import { readClock } from "../runtime/clock.ts";
import { warn } from "../runtime/notice.ts";
import type { Writer } from "../writer/writer.ts";
import { Context } from "./context.ts";
import { type AnyGenerator, isGenerator, traceGenerator } from "./generator.ts";
import { endWithPromise } from "./promise.ts";
import { RunningReporter } from "./running.ts";
import { LiveSpan, type SpanOwner } from "./span.ts";
import { nameText } from "./text.ts";
import { endWithThenable, hasNativeThen } from "./thenable.ts";
import { endTurn } from "./turn.ts";

/** A caught value, to be rethrown unchanged. */
type Thrown = unknown;

/**
 * Spans kept to be ended at exit, some 20 MB. Beyond that the oldest are released, many at a time, to keep the set
 * fast.
 */
const MAX_OPEN = 65_536;
const RELEASED_AT_ONCE = 8192;

export class Tracer implements SpanOwner {
  readonly context = new Context();
  readonly #isDisabled: () => boolean;
  readonly #openWriter: () => Writer;
  readonly #watchEnd: () => void;
  /** Determined on first use. */
  #disabled: boolean | undefined;
  writer: Writer | undefined;
  /** The first span that was `left`, until its end. */
  innermost: LiveSpan | undefined;
  /**
   * Set by the first span: tracing is enabled, and the end of the process is watched for spans still running. One
   * field, because every span reads it, and because V8 inlines only so much code.
   */
  isOn = false;
  /**
   * Spans that no call on the stack will end: blocks, and functions whose promise is pending. Spans of running
   * synchronous functions are not in it, to keep the set off the common path; they are found from the current one.
   */
  readonly #open = new Set<LiveSpan>();
  /** Spans released because there were too many, and how many are still running: they are written if they end. */
  readonly #released = new WeakSet<LiveSpan>();
  #running = 0;
  /** Tells the writer of open spans that take long. */
  readonly reporter = new RunningReporter({
    open: this.#open,
    released: () => this.#running,
    useWriter: () => this.useWriter(),
    outside: (fn) => this.context.outside(fn),
  });

  constructor(isDisabled: () => boolean, openWriter: () => Writer, watchEnd: () => void) {
    this.#isDisabled = isDisabled;
    this.#openWriter = openWriter;
    this.#watchEnd = watchEnd;
  }

  get enabled(): boolean {
    if (this.#disabled === undefined) this.#disabled = this.#isDisabled();
    return !this.#disabled;
  }

  set enabled(value: boolean) {
    this.#disabled = !value;
    this.isOn = false;
  }

  useWriter(): Writer {
    if (this.writer === undefined) this.writer = this.#openWriter();
    return this.writer;
  }

  /** Call before the first span starts. Returns whether it may. */
  turnOn(): boolean {
    if (!this.enabled) return false;
    this.isOn = true;
    this.#watchEnd();
    return true;
  }

  /** `name` is already bounded text: for a wrapped function it is made only once. */
  start(name: string, tags: unknown, parent: LiveSpan | undefined, block: boolean): LiveSpan {
    if (!this.isOn) this.turnOn();
    const span = new LiveSpan(this, name, parent, block);
    if (tags !== undefined) span.tag(tags as Record<string, unknown>);
    return span;
  }

  /** A span that the program ends itself; current from now on if `enter`. */
  open(name: unknown, tags: unknown, enter: boolean): LiveSpan {
    const span = this.start(nameText(name), tags, this.context.current(), true);
    this.watch(span);
    if (enter) this.context.enter(span);
    return span;
  }

  /** Keeps a span, to be ended at exit if nothing else ends it. */
  watch(span: LiveSpan): void {
    this.#open.add(span);
    if (this.#open.size > MAX_OPEN) this.#releaseOldest();
    if (!this.reporter.isOn) this.reporter.start();
  }

  #releaseOldest(): void {
    let left = RELEASED_AT_ONCE;
    for (const span of this.#open) {
      if (left-- === 0) break;
      this.#open.delete(span);
      this.#released.add(span);
      this.#running += 1;
    }
  }

  /** Calls a generator function; its span begins at the first step. */
  callGenerator(name: string, tags: unknown, fn: unknown, self: unknown, args: readonly unknown[]): unknown {
    const inner = Reflect.apply(fn as (...args: readonly unknown[]) => AnyGenerator, self, args);
    if (!this.enabled) return inner;
    const parent = this.context.current();
    return traceGenerator(this, inner, () => this.start(name, tags, parent, false));
  }

  /** Ends the span with what `fn` returned: when that settles, or now if it is not a promise. */
  settle<R>(span: LiveSpan, result: R, fn: unknown): R {
    if (typeof result === "object" && result !== null) return this.#settleObject(span, result, fn);
    span.end();
    return result;
  }

  #settleObject<R extends object>(span: LiveSpan, result: R, fn: unknown): R {
    try {
      if (types.isPromise(result)) {
        this.watch(span);
        // Nobody else holds what an async function returns, so a derived promise can replace it.
        if (types.isAsyncFunction(fn)) return this.#derive(span, result);
        this.#await(span, result);
        return result;
      }
      if ("next" in result && isGenerator(fn)) {
        const start = () => {
          span.restart();
          return span;
        };
        return traceGenerator(this, result as unknown as AnyGenerator, start) as unknown as R;
      }
      if ("then" in result && !types.isProxy(result)) {
        this.watch(span);
        if (endWithThenable(span, result, (span, result) => this.settle(span, result, undefined))) return result;
      }
    } catch {
      // A proxy's trap threw, or the program is out of stack.
    }
    span.end();
    return result;
  }

  #derive<R extends Promise<unknown>>(span: LiveSpan, result: R): R {
    const derived = result.then(
      (value) => {
        span.end();
        return value;
      },
      (error: unknown) => {
        throw this.failed(span, error);
      },
    );
    return derived as R;
  }

  #await(span: LiveSpan, promise: Promise<unknown>): void {
    if (
      hasNativeThen(promise) ||
      !endWithThenable(span, promise, (span, result) => this.settle(span, result, undefined))
    )
      endWithPromise(span, promise);
  }

  /** Ends the span of a function that has thrown, and those within it that there was no stack left to end. */
  leaveFailed(span: LiveSpan, before: LiveSpan | undefined, error: unknown): Thrown {
    this.context.enter(before);
    span.left = false;
    while (this.innermost?.left && !this.innermost.ended) {
      const inner: LiveSpan = this.innermost;
      this.innermost = inner.parent;
      this.failed(inner, error);
    }
    this.innermost = undefined;
    return this.failed(span, error);
  }

  failed(span: LiveSpan, error: unknown): Thrown {
    span.fail(error);
    span.end();
    return error;
  }

  /** Records a span that was timed elsewhere; the current span merely becomes its parent. */
  record(name: unknown, start: number, duration: number, tags: unknown): void {
    const span = this.start(nameText(name), tags, this.context.current(), false);
    Object.assign(span, { start, duration, ended: true });
    this.useWriter().write(span, readClock());
  }

  finish(span: LiveSpan, now: number): void {
    if (this.#open.size > 0) this.#forget(span);
    if (span.block) this.context.leave(span);
    this.useWriter().write(span, now);
  }

  /** Before the span is written: with it goes its row among the running ones. */
  #forget(span: LiveSpan): void {
    if (!this.#open.delete(span)) {
      if (this.#running > 0 && this.#released.delete(span)) this.#running -= 1;
    } else if (span.began <= this.reporter.youngest) this.reporter.ended(span);
  }

  run<T>(span: LiveSpan, fn: () => T): T {
    return this.context.run(span, fn);
  }

  /**
   * Calls `fn` with no current span. Watches those running now: the end of the process cannot find them from there.
   */
  outside<T>(fn: () => T): T {
    const running: LiveSpan[] = [];
    for (let span = this.context.current(); span; span = span.parent) if (!span.ended) running.push(span);
    for (const span of running.reverse()) this.watch(span);
    return this.context.outside(fn);
  }

  /** Whether a span is running that only the end of the process might end. */
  get hasOpen(): boolean {
    return this.#open.size > 0 || this.context.current()?.ended === false;
  }

  /** Ends what the program has left open, innermost first, at its very end. Returns how many spans are lost. */
  abandonOpen(): number {
    endTurn();
    for (let span = this.context.current(); span; ) {
      const { parent } = span; // Writing a span clears it.
      span.abandon();
      span = parent;
    }
    for (const span of [...this.#open].reverse()) span.abandon();
    this.reporter.stop();
    const lost = this.#running;
    if (lost > 0) warn(`${lost} spans not written: they were still running, and only the ${MAX_OPEN} newest are kept`);
    return lost;
  }
}
