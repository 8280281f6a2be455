/**
 * Times objects with a `then` of their own, such as a query builder or a client's promise: from the call to the answer.
 *
 * Such a `then` may start the work, so only the program may call it, once. A `then` in front of it intercepts that
 * call, and removes itself.
 */
import { types } from "node:util";
import { readClock } from "../runtime/clock.ts";
import { warnOnce } from "../runtime/notice.ts";
import type { LiveSpan } from "./span.ts";
import { cancelCheck, checkAtTurnEnd, type Due } from "./turn.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Ends the span with what another method returned. */
type Settle = <R>(span: LiveSpan, result: R) => R;

const NATIVE_CODE = /\{\s*\[native code\]\s*\}\s*$/;

/** By prototype; the common one needs no lookup. */
const native = new WeakMap<object, boolean>();
const plain = hasNative(Promise.prototype);

/** Whether a promise's `then` is the native one. */
export function hasNativeThen(promise: object): boolean {
  const prototype = Object.getPrototypeOf(promise) as object | null;
  if (prototype === Promise.prototype) return plain;
  if (!prototype) return true;
  const isNativeThen = native.get(prototype) ?? hasNative(prototype);
  native.set(prototype, isNativeThen);
  return isNativeThen;
}

function hasNative(prototype: object): boolean {
  const { value } = find(prototype, "then") ?? {};
  return typeof value === "function" && isNative(value);
}

function isNative(fn: object): boolean {
  return NATIVE_CODE.test(Function.prototype.toString.call(fn));
}

/** Finds a property without running a getter. */
function find(target: object, key: string): PropertyDescriptor | undefined {
  for (let holder: object | null = target; holder; holder = Object.getPrototypeOf(holder) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (descriptor) return descriptor;
  }
  return undefined;
}

/** Makes the span end with the target's `then`. Returns false if there is none. */
export function endWithThenable(span: LiveSpan, target: object, settle: Settle): boolean {
  const then = find(target, "then")?.value as unknown;
  if (typeof then !== "function") return false;
  const returned = readClock();
  const shadows: Shadow[] = [];
  const due: Due = {
    index: -1,
    check() {
      take();
      describeUntimed(span, returned);
    },
  };
  const take = () => {
    cancelCheck(due);
    for (const shadow of shadows.splice(0).reverse()) shadow.remove();
  };
  const put = (
    key: string,
    original: unknown,
    replace: (original: Method, self: unknown, args: unknown[]) => unknown,
  ) => {
    // A promise's native methods call `then`.
    if (typeof original !== "function" || (types.isPromise(target) && isNative(original))) return;
    const method: Method = function (this: unknown, ...args) {
      if (this !== target || shadows.length === 0) return Reflect.apply(original, this, args);
      take();
      return replace(original as Method, this, args);
    };
    const shadow = Shadow.put(target, key, method);
    if (shadow) shadows.push(shadow);
  };
  put("then", then, (original, self, args) => callThen(span, original, self, args));
  if (shadows.length === 0) return describeUntimed(span, returned);
  // A thenable's own methods may bypass `then`.
  for (const key of ["catch", "finally"]) {
    put(key, find(target, key)?.value, (original, self, args) => {
      const [handle] = args;
      const noted = (error: unknown) => {
        span.fail(error);
        return (handle as Method)(error);
      };
      const given = key === "catch" && typeof handle === "function" ? [noted] : args;
      return settle(span, Reflect.apply(original, self, given));
    });
  }
  checkAtTurnEnd(due);
  return true;
}

function callThen(span: LiveSpan, original: Method, self: unknown, [done, failed, ...rest]: unknown[]): unknown {
  const onDone: Method = function (this: unknown, ...values) {
    span.end();
    return typeof done === "function" ? Reflect.apply(done, this, values) : values[0];
  };
  const onFailed: Method = function (this: unknown, ...values) {
    span.fail(values[0]).end();
    if (typeof failed === "function") return Reflect.apply(failed, this, values);
    throw values[0];
  };
  try {
    return Reflect.apply(original, self, [onDone, onFailed, ...rest]);
  } catch (error) {
    span.fail(error).end();
    throw error;
  }
}

function describeUntimed(span: LiveSpan, returned: number): true {
  span.endAt(returned);
  warnOnce(
    `thenable ${span.name}`,
    `span ${span.name}: its function returned a thenable (a query not yet run?) that was not awaited immediately, so only ` +
      "the call is timed; await it inside: SP.span(name, async () => await …)",
  );
  return true;
}

/** A property that shadows another until it is removed. */
class Shadow {
  readonly #target: object;
  readonly #key: string;
  readonly #method: Method;
  readonly #own: PropertyDescriptor | undefined;

  /** Undefined if the object does not accept one. */
  static put(target: object, key: string, method: Method): Shadow | undefined {
    const own = Object.getOwnPropertyDescriptor(target, key);
    const enumerable = own?.enumerable ?? false;
    const done = Reflect.defineProperty(target, key, { value: method, enumerable, configurable: true, writable: true });
    return done ? new Shadow(target, key, method, own) : undefined;
  }

  private constructor(target: object, key: string, method: Method, own: PropertyDescriptor | undefined) {
    this.#target = target;
    this.#key = key;
    this.#method = method;
    this.#own = own;
  }

  /** Does nothing if the property has been replaced since. */
  remove(): void {
    if (Object.getOwnPropertyDescriptor(this.#target, this.#key)?.value !== this.#method) return;
    if (this.#own) Reflect.defineProperty(this.#target, this.#key, this.#own);
    else Reflect.deleteProperty(this.#target, this.#key);
  }
}
