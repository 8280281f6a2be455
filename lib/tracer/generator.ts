/**
 * Generators in a span: from the first `next()` to the end, however that comes about. The span is current only while
 * the generator runs; between steps the consumer's own span is.
 */
import { types } from "node:util";
import type { LiveSpan } from "./span.ts";

interface Tracing {
  run<T>(span: LiveSpan, fn: () => T): T;
  watch(span: LiveSpan): void;
  failed(span: LiveSpan, error: unknown): unknown;
}

export type AnyGenerator = Generator<unknown, unknown, unknown> | AsyncGenerator<unknown, unknown, unknown>;
type Step = "next" | "return" | "throw";

/** Checks the prototype's tag too: to Node, one that is already wrapped, or compiled, is not a generator function. */
export function isGenerator(fn: unknown): boolean {
  try {
    return types.isGeneratorFunction(fn) || /Generator/.test(Object.prototype.toString.call(fn));
  } catch {
    return false;
  }
}

/** @param start creates the span, at the first step */
export function traceGenerator(tracing: Tracing, inner: AnyGenerator, start: () => LiveSpan): AnyGenerator {
  let span: LiveSpan | undefined;

  const finish = (result: IteratorResult<unknown>) => {
    if (result.done) span?.end();
    return result;
  };
  const fail = (error: unknown): never => {
    throw span ? tracing.failed(span, error) : error;
  };

  const step = (method: Step, args: unknown[]): unknown => {
    const forward = () => Reflect.apply(inner[method] as (...args: unknown[]) => unknown, inner, args);
    // Ended before it began: the body never runs, so there is nothing to time.
    if (!span && method !== "next") return forward();
    if (!span) {
      span = start();
      tracing.watch(span);
    }
    if (span.ended) return forward();
    let result: unknown;
    try {
      result = tracing.run(span, forward);
    } catch (error) {
      return fail(error);
    }
    if (types.isPromise(result)) return (result as Promise<IteratorResult<unknown>>).then(finish, fail);
    return finish(result as IteratorResult<unknown>);
  };

  // The prototype is the function's own, so `instanceof`, `for…of` and helpers such as `map` work as before.
  return Object.create(Object.getPrototypeOf(inner), {
    next: { value: (...args: unknown[]) => step("next", args), configurable: true, writable: true },
    return: { value: (...args: unknown[]) => step("return", args), configurable: true, writable: true },
    throw: { value: (...args: unknown[]) => step("throw", args), configurable: true, writable: true },
  });
}
