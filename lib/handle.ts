/**
 * What `SP.span(name)` returns: one thing with four uses. It starts nothing until it is used as one of them, because
 * the same expression stands before a method when a class is defined and before a block when it runs.
 */
import { types } from "node:util";
import type { ActiveSpan, SpanHandle, Tags } from "./api.ts";
import { applyHandle } from "./decorate.ts";
import { type LiveSpan, NO_SPAN } from "./span.ts";
import { nameText } from "./text.ts";
import type { Tracer } from "./tracer.ts";

const STATE = Symbol("spantom handle");

interface State {
  readonly tracer: Tracer;
  readonly name: unknown;
  /** For each span that the handle starts. */
  readonly tags: Record<string, unknown>;
  /** Spans it has started as a block, the newest last. One that is re-entered while it runs has several. */
  readonly started: LiveSpan[];
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
  const handle = (...args: unknown[]) => applyHandle(tracer, name, state.tags, args);
  const state: State = { tracer, name, tags: { ...tags }, started: [] };
  Object.setPrototypeOf(handle, PROTOTYPE);
  Object.defineProperty(handle, "name", { value: nameText(name), configurable: true });
  Object.defineProperty(handle, STATE, { value: state });
  return handle as unknown as SpanHandle;
}

function open(state: State, enter: boolean): ActiveSpan {
  if (!state.tracer.enabled) return NO_SPAN;
  while (state.started.at(-1)?.ended) state.started.pop();
  const span = state.tracer.open(state.name, state.tags, enter);
  state.started.push(span);
  return span;
}

function keepTags(state: State, tags: unknown): void {
  try {
    Object.assign(state.tags, types.isMap(tags) ? Object.fromEntries(tags) : tags);
  } catch {
    // A getter of the program's own threw; what was read until then is kept.
  }
}

/** The newest that still runs; the last one when all have ended. */
function newest(state: State): LiveSpan | undefined {
  const { started } = state;
  while (started.length > 1 && started.at(-1)?.ended) started.pop();
  return started.at(-1);
}
