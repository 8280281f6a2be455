/**
 * `SP.span` in all its forms, and the handle that it returns. A handle has four uses and starts nothing until it is put
 * to one of them, because the same expression stands before a method when a class is defined and before a block when
 * it runs.
 */
import type { ActiveSpan, SpanFunction, SpanHandle, Tags } from "../api.ts";
import { warnOnce } from "../runtime/notice.ts";
import { currentRun } from "../runtime/run.ts";
import type { TagValue } from "../writer/writer.ts";
import { kindOf } from "./arguments.ts";
import { applyHandle, isApplied } from "./decorate.ts";
import { NO_SPAN } from "./disabled.ts";
import { LiveSpan } from "./span.ts";
import { addTags, nameText, type Tagged } from "./text.ts";
import type { Tracer } from "./tracer.ts";
import { type AnyFunction, wrapFunction } from "./wrap.ts";

type Body = (span: LiveSpan | typeof NO_SPAN) => unknown;

export function createSpanFunction(tracer: Tracer): SpanFunction {
  const { context } = tracer;
  // An arrow function, so that `const { span } = SP` works. Not split up, and without rest parameters: that saves a
  // recursive program a frame per call, and lets V8 inline it.
  const span = (first?: unknown, second?: unknown, third?: unknown): unknown => {
    if (!tracer.isOn && tracer.enabled) currentRun(); // Processes started from here on belong to this run.
    const isSecond = typeof second === "function";
    if (!isSecond && typeof third !== "function") return spanLater(tracer, first, second, third);
    const fn = (isSecond ? second : third) as Body;
    if (!tracer.isOn && !tracer.turnOn()) return fn(NO_SPAN);
    const before = context.stored();
    const live = new LiveSpan(tracer, nameText(first), context.resolve(before), false);
    if (!isSecond && second !== undefined) live.tag(second as Tags);
    let result: unknown;
    try {
      context.enter(live);
      result = fn(live);
      context.enter(before);
    } catch (error) {
      live.left = true; // Not a call: there may be no stack for one.
      tracer.innermost ??= live;
      throw tracer.leaveFailed(live, before, error);
    }
    return tracer.settle(live, result, fn);
  };
  return span as unknown as SpanFunction;
}

/** Wraps a function that is called later, or creates a handle. */
function spanLater(tracer: Tracer, first: unknown, second: unknown, third: unknown): unknown {
  if (tracer.enabled) currentRun();
  if (!isApplied(first, second)) {
    if (third !== undefined)
      warnOnce("no function", `SP.span(name, tags, fn) takes the function itself; ${kindOf(third)} is ignored`);
    return createHandle(tracer, first, second as Tags | undefined);
  }
  const wrap = (fn: unknown, label?: string) => wrapFunction(tracer, fn as AnyFunction, label, () => undefined);
  return applyHandle(wrap, [first, second, third]);
}

const MIN_CHECKED = 32;
/** Of spans that are never ended, only the newest stay reachable through their handle. */
const MAX_KEPT = 10_000;
const STATE = Symbol("spantom handle");

interface State {
  readonly tracer: Tracer;
  readonly name: unknown;
  /** For each span that the handle starts; their values are those at the time of tagging. */
  tags: Record<string, TagValue> | undefined;
  /** Spans it has started that may still be running, newest last: several if it is shared or re-entered. */
  entered: Started | undefined;
  begun: Started | undefined;
  last: LiveSpan | undefined;
}

class Started {
  #spans: LiveSpan[] = [];
  /** The number of spans at which ended ones are removed. */
  #checkAbove = MIN_CHECKED;

  add(span: LiveSpan): void {
    this.#dropEnded();
    if (this.#spans.length >= this.#checkAbove) {
      // Overlapping spans, such as requests to a server: those below the newest may have ended, or never end.
      this.#spans = this.#spans.filter(({ ended }) => !ended).slice(-MAX_KEPT);
      this.#checkAbove = Math.max(MIN_CHECKED, this.#spans.length * 2);
    }
    this.#spans.push(span);
  }

  /** Those that are still running. */
  running(): readonly LiveSpan[] {
    this.#dropEnded();
    return this.#spans.length < 2 ? this.#spans : this.#spans.filter(({ ended }) => !ended);
  }

  #dropEnded(): void {
    while (this.#spans.at(-1)?.ended) this.#spans.pop();
  }
}

interface Handle {
  readonly [STATE]: State;
}

const METHODS = {
  enter(this: Handle): ActiveSpan {
    return open(this[STATE], true);
  },
  begin(this: Handle): ActiveSpan {
    return open(this[STATE], false);
  },
  tag(this: Handle, tags: Tags) {
    const span = own(this[STATE]);
    if (span) span.tag(tags);
    else if (!this[STATE].last) keepTags(this[STATE], tags);
    return this;
  },
  fail(this: Handle, error: unknown) {
    own(this[STATE])?.fail(error);
    return this;
  },
  end(this: Handle): void {
    own(this[STATE])?.end();
  },
};

const PROTOTYPE = Object.create(Function.prototype, Object.getOwnPropertyDescriptors(METHODS));
// A getter, because `using` reads it where the block begins, which is where the span starts.
Object.defineProperty(PROTOTYPE, Symbol.dispose, {
  get(this: Handle) {
    const span = open(this[STATE], true);
    return () => span.end();
  },
});

function createHandle(tracer: Tracer, name: unknown, tags: Tags | undefined): SpanHandle {
  const wrap = (fn: unknown, label?: string) =>
    wrapFunction(tracer, fn as AnyFunction, name || label, () => state.tags);
  const handle = (...args: unknown[]) => applyHandle(wrap, args);
  const state: State = { tracer, name, tags: undefined, entered: undefined, begun: undefined, last: undefined };
  if (tags !== undefined) keepTags(state, tags);
  Object.setPrototypeOf(handle, PROTOTYPE);
  Object.defineProperty(handle, "name", { value: nameText(name), configurable: true });
  Object.defineProperty(handle, STATE, { value: state });
  return handle as unknown as SpanHandle;
}

function open(state: State, enter: boolean): ActiveSpan {
  if (!state.tracer.enabled) return NO_SPAN;
  const span = state.tracer.open(state.name, state.tags, enter);
  const kind = enter ? "entered" : "begun";
  state[kind] ??= new Started();
  state[kind].add(span);
  state.last = span;
  return span;
}

function keepTags(state: State, tags: unknown): void {
  const collected: Tagged = { tags: undefined, lostTags: 0, ended: false, update() {} };
  addTags(collected, tags);
  const texts = collected.tags ?? [];
  if (texts.length === 0) return;
  state.tags ??= Object.create(null) as Record<string, TagValue>;
  for (let i = 0; i < texts.length; i += 2) state.tags[texts[i] as string] = texts[i + 1] as TagValue;
}

/**
 * The handle's span that is current here: a handle may be shared by tasks, each with a block of its own. Elsewhere the
 * newest span still running, or the last one if all have ended; none if several tasks have one.
 */
function own({ tracer, entered, begun, last }: State): LiveSpan | undefined {
  const blocks = entered?.running() ?? [];
  for (let span = blocks.length > 0 ? tracer.context.current() : undefined; span; span = span.parent)
    if (span.block && blocks.includes(span)) return span;
  const newest = begun?.running().at(-1);
  if (newest) return newest;
  return blocks.length > 0 ? alone(blocks) : last;
}

function alone(blocks: readonly LiveSpan[]): LiveSpan | undefined {
  if (blocks.length === 1) return blocks[0];
  const { name } = blocks[0] as LiveSpan;
  warnOnce(
    `shared ${name}`,
    `span ${name}: its handle has several open blocks, none of them current here; use the span that enter() returns`,
  );
  return undefined;
}
