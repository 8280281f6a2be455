/** `SP.span`: tells its forms apart by their arguments. */
import type { SpanFunction, Tags } from "../api.ts";
import { currentRun } from "../runtime/run.ts";
import { applyHandle, isApplied } from "./decorate.ts";
import { createHandle } from "./handle.ts";
import { NO_SPAN } from "./nothing.ts";
import { LiveSpan } from "./span.ts";
import { nameText } from "./text.ts";
import type { Tracer } from "./tracer.ts";
import { type AnyFunction, wrapFunction } from "./wrap.ts";

type Body = (span: LiveSpan | typeof NO_SPAN) => unknown;

export function createSpanFunction(tracer: Tracer): SpanFunction {
  const { context } = tracer;
  // An arrow function, so that `const { span } = SP` works. All in one, without rest parameters: a frame less on the
  // stack of a program that recurses, and V8 can put it in place.
  const span = (first?: unknown, second?: unknown, third?: unknown): unknown => {
    if (!tracer.isOn && tracer.enabled) currentRun(); // What the program starts from here on belongs to it.
    const isSecond = typeof second === "function";
    if (!isSecond && typeof third !== "function") return spanLater(tracer, first, second, third);
    const fn = (isSecond ? second : third) as Body;
    if (!tracer.isOn && !tracer.turnOn()) return fn(NO_SPAN);
    const before = context.stored();
    const live = new LiveSpan(tracer, nameText(first), context.known(before), false);
    if (!isSecond && second !== undefined) live.tag(second as Tags);
    let result: unknown;
    try {
      context.enter(live);
      result = fn(live);
      context.enter(before);
    } catch (error) {
      live.left = true; // No call: there may be no stack for one.
      tracer.innermost ??= live;
      throw tracer.leaveFailed(live, before, error);
    }
    return tracer.settle(live, result, fn);
  };
  return span as unknown as SpanFunction;
}

/** Around a function that is called later, or a handle. */
function spanLater(tracer: Tracer, first: unknown, second: unknown, third: unknown): unknown {
  if (tracer.enabled) currentRun();
  if (!isApplied(first, second)) return createHandle(tracer, first, second as Tags | undefined);
  const wrap = (fn: unknown, label?: string) => wrapFunction(tracer, fn as AnyFunction, label, () => undefined);
  return applyHandle(wrap, [first, second, third]);
}
