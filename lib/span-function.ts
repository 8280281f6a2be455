/** `SP.span`: tells its forms apart by their arguments. */
import type { SpanFunction, Tags } from "./api.ts";
import { applyHandle, isApplied } from "./decorate.ts";
import { createHandle } from "./handle.ts";
import type { NO_SPAN } from "./nothing.ts";
import { currentRun } from "./run.ts";
import type { LiveSpan } from "./span.ts";
import type { Tracer } from "./tracer.ts";
import { type AnyFunction, wrapFunction } from "./wrap.ts";

type Body = (span: LiveSpan | typeof NO_SPAN) => unknown;

export function createSpanFunction(tracer: Tracer): SpanFunction {
  // An arrow function, so that `const { span } = SP` works. Small, and without rest parameters, for V8 to put it in place.
  const span = (first?: unknown, second?: unknown, third?: unknown): unknown => {
    if (tracer.enabled) currentRun(); // What the program starts from here on belongs to it.
    if (typeof second === "function") return tracer.runNow(first, undefined, second as Body);
    if (typeof third === "function") return tracer.runNow(first, second, third as Body);
    return spanLater(tracer, first, second, third);
  };
  return span as unknown as SpanFunction;
}

/** Around a function that is called later, or a handle. */
function spanLater(tracer: Tracer, first: unknown, second: unknown, third: unknown): unknown {
  if (!isApplied(first, second)) return createHandle(tracer, first, second as Tags | undefined);
  const wrap = (fn: unknown, label?: string) => wrapFunction(tracer, fn as AnyFunction, label, () => undefined);
  return applyHandle(wrap, [first, second, third]);
}
