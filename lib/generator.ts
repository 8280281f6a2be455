/**
 * Generators in a span: from the first `next()` to the end, however it comes. The span is current only while the
 * generator runs; between steps the consumer has its own.
 */
import { types } from "node:util";
import type { LiveSpan } from "./span.ts";
import type { Tracer } from "./tracer.ts";

type AnyGenerator = Generator<unknown, unknown, unknown> | AsyncGenerator<unknown, unknown, unknown>;
type Step = "next" | "return" | "throw";

export function traceGenerator(tracer: Tracer, inner: AnyGenerator, name: string, tags: unknown): AnyGenerator {
  if (!tracer.enabled) return inner;
  const parent = tracer.context.current();
  let span: LiveSpan | undefined;

  const finish = (result: IteratorResult<unknown>) => {
    if (result.done) span?.end();
    return result;
  };
  const fail = (error: unknown): never => {
    throw span ? tracer.failed(span, error) : error;
  };

  const step = (method: Step, args: unknown[]): unknown => {
    const forward = () => Reflect.apply(inner[method] as (...args: unknown[]) => unknown, inner, args);
    // Ended before it began: the body never runs, so there is nothing to time.
    if (!span && method !== "next") return forward();
    if (!span) {
      span = tracer.start(name, tags, parent, false);
      tracer.watch(span);
    }
    if (span.ended) return forward();
    let result: unknown;
    try {
      result = tracer.context.run(span, forward);
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
