/**
 * What `SP.span(name)` returns: one thing with four uses. It starts nothing until it is used as one of them, because
 * the same expression stands before a method when a class is defined and before a block when it runs.
 */
import type { ActiveSpan, SpanHandle, Tags } from "./api.ts";
import { applyHandle } from "./decorate.ts";
import { NO_SPAN } from "./nothing.ts";
import type { LiveSpan } from "./span.ts";
import { addTags, type Tagged } from "./tags.ts";
import { nameText, type TagValue } from "./text.ts";
import type { Tracer } from "./tracer.ts";
import { type AnyFunction, wrapFunction } from "./wrap.ts";

const FEW = 32;
const STATE = Symbol("spantom handle");

interface State {
  readonly tracer: Tracer;
  readonly name: unknown;
  /** For each span that the handle starts; as they were when they were given. */
  tags: Record<string, TagValue> | undefined;
  /** Spans it has started as a block, the newest last. One that is re-entered while it runs has several. */
  started: LiveSpan[];
  /** How many of those are worth a look for ones that have ended. */
  many: number;
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
    const span = newest(this[STATE]);
    if (span) span.tag(tags);
    else keepTags(this[STATE], tags);
    return this;
  },
  fail(this: Handle, error: unknown) {
    newest(this[STATE])?.fail(error);
    return this;
  },
  end(this: Handle): void {
    newest(this[STATE])?.end();
  },
};

const PROTOTYPE = Object.create(Function.prototype, Object.getOwnPropertyDescriptors(METHODS));
// A getter, because `using` reads it where the block begins: that is where the span starts.
Object.defineProperty(PROTOTYPE, Symbol.dispose, {
  get(this: Handle) {
    const span = open(this[STATE], true);
    return () => span.end();
  },
});

export function createHandle(tracer: Tracer, name: unknown, tags: Tags | undefined): SpanHandle {
  const wrap = (fn: unknown, label?: string) =>
    wrapFunction(tracer, fn as AnyFunction, name || label, () => state.tags);
  const handle = (...args: unknown[]) => applyHandle(wrap, args);
  const state: State = { tracer, name, tags: undefined, started: [], many: FEW };
  if (tags !== undefined) keepTags(state, tags);
  Object.setPrototypeOf(handle, PROTOTYPE);
  Object.defineProperty(handle, "name", { value: nameText(name), configurable: true });
  Object.defineProperty(handle, STATE, { value: state });
  return handle as unknown as SpanHandle;
}

function open(state: State, enter: boolean): ActiveSpan {
  if (!state.tracer.enabled) return NO_SPAN;
  while (state.started.at(-1)?.ended) state.started.pop();
  if (state.started.length >= state.many) {
    // Overlapping ones, as of requests to a server: those below the newest end too.
    state.started = state.started.filter(({ ended }) => !ended);
    state.many = Math.max(FEW, state.started.length * 2);
  }
  const span = state.tracer.open(state.name, state.tags, enter);
  state.started.push(span);
  return span;
}

function keepTags(state: State, tags: unknown): void {
  const kept: Tagged = { tags: undefined, lostTags: 0, ended: false, amended() {} };
  addTags(kept, tags);
  const texts = kept.tags ?? [];
  if (texts.length === 0) return;
  state.tags ??= Object.create(null) as Record<string, TagValue>;
  for (let i = 0; i < texts.length; i += 2) state.tags[texts[i] as string] = texts[i + 1] as TagValue;
}

/** The newest that still runs; the last one when all have ended. */
function newest(state: State): LiveSpan | undefined {
  const { started } = state;
  while (started.length > 1 && started.at(-1)?.ended) started.pop();
  return started.at(-1);
}
