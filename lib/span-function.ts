/** `SP.span`: tells its forms apart by their arguments. */
import type { SpanFunction, Tags } from "./api.ts";
import { applyHandle, isPropertyKey, isStandardContext } from "./decorate.ts";
import { createHandle } from "./handle.ts";
import { currentRun } from "./run.ts";
import type { LiveSpan, NO_SPAN } from "./span.ts";
import type { Tracer } from "./tracer.ts";

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
  const bare =
    typeof first === "function" || isStandardContext(second) || (typeof first === "object" && isPropertyKey(second));
  if (bare) return applyHandle(tracer, undefined, () => undefined, [first, second, third]);
  return createHandle(tracer, first, second as Tags | undefined);
}
