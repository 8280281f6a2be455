/** Wraps a function so that each call is a span and nothing else about it changes. */
import { promisify } from "node:util";
import { isGenerator } from "./generator.ts";
import { nameText } from "./text.ts";
import type { Tracer } from "./tracer.ts";

// biome-ignore lint/suspicious/noExplicitAny: the one type that every function is assignable to
export type AnyFunction = (this: any, ...args: any[]) => any;

/** The tags that a call's span begins with: those of the handle at that time. */
export type TagsNow = () => unknown;

export function wrapFunction<F extends AnyFunction>(
  tracer: Tracer,
  fn: F,
  name: unknown,
  tags: TagsNow,
  made: Map<AnyFunction, AnyFunction> = new Map(),
): F {
  if (!tracer.enabled) return fn;
  const { context } = tracer;
  const label = nameText(name || nameOf(fn));
  const wrapped: AnyFunction = isGenerator(fn)
    ? function (this: unknown, ...args: unknown[]) {
        return tracer.callGenerator(label, tags(), fn, this, args);
      }
    : function (this: unknown, ...args: unknown[]) {
        const made = new.target && (new.target === wrapped ? fn : new.target);
        if (!tracer.isOn && !tracer.turnOn())
          return made ? Reflect.construct(fn, args, made) : Reflect.apply(fn, this, args);
        // Not split up, which saves a recursive function a frame per call.
        const before = context.stored();
        const span = tracer.start(label, tags(), context.resolve(before), false);
        let result: unknown;
        try {
          context.enter(span);
          result = made ? Reflect.construct(fn, args, made) : Reflect.apply(fn, this, args);
          context.enter(before);
        } catch (error) {
          span.left = true; // Not a call: there may be no stack for one.
          tracer.innermost ??= span;
          throw tracer.leaveFailed(span, before, error);
        }
        return tracer.settle(span, result, fn);
      };
  try {
    copyIdentity(wrapped, fn);
    // Wraps each only once: a function made by `promisify` is its own custom one.
    made.set(fn, wrapped);
    wrapPromisified(wrapped, fn, (custom) => made.get(custom) ?? wrapFunction(tracer, custom, label, tags, made));
  } catch {
    // A proxy's trap or a getter of the program's own threw: the function can still be called.
  }
  return wrapped as unknown as F;
}

function nameOf(fn: AnyFunction): unknown {
  try {
    return fn.name;
  } catch {
    return undefined;
  }
}

interface WithMetadata {
  getOwnMetadataKeys?(target: object): unknown[];
  getOwnMetadata?(key: unknown, target: object): unknown;
  defineMetadata?(key: unknown, value: unknown, target: object): void;
}

/**
 * Copies name, length, statics, prototype and, if `reflect-metadata` is loaded, metadata: frameworks look for guards
 * and routes on the function itself, and silently skip what they do not find.
 */
function copyIdentity(wrapped: object, fn: AnyFunction): void {
  Object.setPrototypeOf(wrapped, Object.getPrototypeOf(fn));
  for (const key of Reflect.ownKeys(fn)) {
    if (key === "arguments" || key === "caller" || key === promisify.custom) continue;
    const descriptor = Object.getOwnPropertyDescriptor(fn, key);
    if (descriptor) Reflect.defineProperty(wrapped, key, descriptor);
  }
  const metadata = Reflect as WithMetadata;
  for (const key of metadata.getOwnMetadataKeys?.(fn) ?? []) {
    metadata.defineMetadata?.(key, metadata.getOwnMetadata?.(key, fn), wrapped);
  }
}

/** Wraps what `promisify` uses in place of a function, bypassing the wrapper. On `setTimeout` it is a getter. */
function wrapPromisified(wrapped: object, fn: AnyFunction, wrap: (fn: AnyFunction) => AnyFunction): void {
  const own = Object.getOwnPropertyDescriptor(fn, promisify.custom);
  if (!own) return;
  const { value, get } = own;
  const traced = (custom: unknown) => (typeof custom === "function" ? wrap(custom as AnyFunction) : custom);
  const descriptor = get ? { ...own, get: () => traced(Reflect.apply(get, fn, [])) } : { ...own, value: traced(value) };
  Reflect.defineProperty(wrapped, promisify.custom, descriptor);
}
