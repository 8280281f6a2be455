/** What a span handle does when it is called: wraps a function, or decorates under either decorator proposal. */

import { kindOf } from "./arguments.ts";

/** Puts a span around a function; `label` is the name of the decorated member. */
type Wrap = (fn: unknown, label?: string) => unknown;

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol;
}

interface LegacyDescriptor extends PropertyDescriptor {
  /** On fields, with Babel's legacy decorators. */
  initializer?: (this: unknown) => unknown;
}

/** Checks more than `kind`, which tags may have too. */
function isStandardContext(value: unknown): value is StandardContext {
  try {
    return (
      typeof value === "object" &&
      value !== null &&
      "kind" in value &&
      typeof value.kind === "string" &&
      "addInitializer" in value &&
      typeof value.addInitializer === "function"
    );
  } catch {
    return false; // Tags that throw when read.
  }
}

function isPropertyKey(value: unknown): value is string | symbol {
  return typeof value === "string" || typeof value === "symbol";
}

/** Whether `SP.span` itself is called with the arguments of a handle: `@SP.span method() {}`, `SP.span(fn)`. */
export function isApplied(first: unknown, second: unknown): boolean {
  return (
    typeof first === "function" || isStandardContext(second) || (typeof first === "object" && isPropertyKey(second))
  );
}

/** Distinguishes the uses by their arguments; a number as the second one is `array.map(SP.span("x"))`. */
export function applyHandle(wrap: Wrap, args: readonly unknown[]): unknown {
  const [target, key, descriptor] = args;
  if (isStandardContext(key)) return decorateStandard(target, key, wrap);
  if (typeof target === "object" && target !== null && isPropertyKey(key))
    return decorateLegacy(target, key, descriptor, wrap);
  if (typeof target === "function") {
    if (isPropertyKey(key)) return decorateLegacy(target, key, descriptor, wrap);
    if (isClass(target))
      throw new TypeError(`SP.span() decorates methods, not the class${nameOf(target)}; put it on each method`);
    return wrap(target);
  }
  throw new TypeError(`SP.span(…) wraps a function; it was called with ${kindOf(target)}`);
}

/** TC39 decorators, https://github.com/tc39/proposal-decorators */
function decorateStandard(value: unknown, context: StandardContext, wrap: Wrap): unknown {
  const label = labelOf(context.name);
  switch (context.kind) {
    case "method":
    case "getter":
    case "setter":
      return wrap(value, label);
    case "field":
      return (initial: unknown) => (typeof initial === "function" ? wrap(initial, label) : initial);
    case "accessor": {
      const { get, set } = value as { get: unknown; set: unknown };
      return { get: wrap(get, label), set: wrap(set, label) };
    }
    default:
      throw new TypeError(`SP.span() decorates methods, not a ${context.kind}; put it on each method`);
  }
}

/** TypeScript's `experimentalDecorators`, and Babel's `legacy`. */
function decorateLegacy(target: object, key: string | symbol, given: unknown, wrap: Wrap): unknown {
  const descriptor = (given ?? Object.getOwnPropertyDescriptor(target, key)) as LegacyDescriptor | undefined;
  const label = labelOf(key);
  if (typeof descriptor !== "object") {
    throw new TypeError(`SP.span() decorates methods and accessors; ${label} is a field`);
  }
  const { value, get, set, initializer } = descriptor;
  if (typeof value === "function") return { ...descriptor, value: wrap(value, label) };
  if (initializer) {
    const wrapped = function (this: unknown) {
      const initial = initializer.call(this);
      return typeof initial === "function" ? wrap(initial, label) : initial;
    };
    return { ...descriptor, initializer: wrapped };
  }
  return { ...descriptor, ...(get && { get: wrap(get, label) }), ...(set && { set: wrap(set, label) }) };
}

/** The key, not the function's name, which is `get x` for an accessor. */
function labelOf(key: string | symbol): string {
  return typeof key === "symbol" ? `[${key.description ?? ""}]` : key;
}

/** `name` may be a static method. */
function nameOf({ name }: { readonly name: unknown }): string {
  return typeof name === "string" && name !== "" ? ` ${name}` : "";
}

/** The source text alone is not enough: a method may be called `classify`. */
function isClass(fn: object): boolean {
  try {
    const fixed = Object.getOwnPropertyDescriptor(fn, "prototype")?.writable === false;
    return fixed && Function.prototype.toString.call(fn).startsWith("class");
  } catch {
    return false; // A proxy's trap threw.
  }
}
