/**
 * Ends spans when a promise settles that the program holds, without the program noticing: the promise stays the same
 * object, and handled or unhandled as it would have been.
 *
 * Whoever waits for a promise has handled its rejection; there is no way to merely observe it. But each way of waiting
 * (`then`, `await`, `Promise.all`, all of them) reads the promise's `constructor` first. A getter in front of its
 * prototype tells when the program begins to wait, and there we wait too, before it. A promise that nobody has begun to
 * wait for when the turn ends is followed by V8's hook for all promises, and its state is read as `inspect` shows it.
 */
import { inspect } from "node:util";
import { readClock } from "../runtime/clock.ts";
import type { LiveSpan } from "./span.ts";
import { type Due, lookAtTurnEnd, takeOut } from "./turn.ts";

const { then } = Promise.prototype;

export function endWithPromise(span: LiveSpan, promise: Promise<unknown>): void {
  const watch = Stamp.read(promise);
  if (watch) watch.spans.push(span);
  else new Watch(span, promise);
}

/** The spans that end with a promise, innermost first. */
class Watch implements Due {
  readonly spans: LiveSpan[];
  place = -1;
  /** Until the turn's end: one that never settles is not kept by us. */
  #promise: Promise<unknown> | undefined;
  /** The prototype behind the getter; undefined where the promise takes none, such as a frozen one. */
  readonly #prototype: object | undefined;
  #hooked = false;
  /** Clock reading of when it was last resolved, if hooked: with another promise perhaps, which settles later. */
  #resolved = 0;

  constructor(span: LiveSpan, promise: Promise<unknown>) {
    this.spans = [span];
    this.#promise = promise;
    this.#prototype = putSpy(promise);
    Stamp.write(promise, this);
    lookAtTurnEnd(this);
  }

  /** The program begins to wait for it, and so do we. */
  waitWith(promise: object): void {
    this.#leave(promise);
    attaching = promise;
    try {
      Reflect.apply(then, promise, [() => this.#end(), (error: unknown) => this.#fail(error)]);
    } finally {
      attaching = undefined;
      this.#takeSpy(promise);
    }
  }

  #end(): void {
    for (const span of this.spans) span.end();
  }

  #fail(error: unknown): void {
    for (const span of this.spans) span.fail(error).end();
  }

  #leave(promise: object): void {
    Stamp.write(promise, undefined);
    this.#promise = undefined;
    takeOut(this);
    this.unhook();
  }

  #takeSpy(promise: object): void {
    const prototype = this.#prototype;
    if (prototype && Object.getPrototypeOf(promise) === spyOf(prototype)) Reflect.setPrototypeOf(promise, prototype);
  }

  /** At the turn's end: nobody has begun to wait for it. */
  lookAt(): void {
    const promise = this.#promise as Promise<unknown>;
    const state = stateOf(promise);
    if (state === "pending") {
      this.#hook(promise);
      return;
    }
    const failure = state === "rejected" ? failureOf(describe(promise, 1)) : undefined;
    this.#leave(promise);
    this.#takeSpy(promise);
    const now = this.#resolved || readClock();
    for (const span of this.spans) {
      span.failure ??= failure;
      span.endAt(Math.max(now, span.began)); // It may have been given one that had settled before.
    }
  }

  #hook(promise: Promise<unknown>): void {
    this.#promise = undefined;
    if (this.#hooked) return;
    this.#hooked = true;
    collected.register(promise, this, this);
    hooked += 1;
    removeHook ??= hookAll();
  }

  unhook(): void {
    if (!this.#hooked) return;
    this.#hooked = false;
    collected.unregister(this);
    hooked -= 1;
    if (hooked > 0) return;
    removeHook?.();
    removeHook = undefined;
  }

  resolved(promise: Promise<unknown>): void {
    if (!this.#hooked) return;
    this.#resolved = readClock();
    this.#promise = promise;
    if (this.place < 0) lookAtTurnEnd(this);
  }
}

class Given {
  constructor(given: object) {
    // biome-ignore lint/correctness/noConstructorReturn: puts the private field of a class that extends it on that
    return given;
  }
}

/** Keeps the watch on its promise in a private field: a WeakMap takes 300 ns, and tens of µs when it has to shrink. */
class Stamp extends Given {
  #watch: Watch | undefined;

  static read(promise: object): Watch | undefined {
    return #watch in promise ? promise.#watch : undefined;
  }

  static write(promise: object, watch: Watch | undefined): void {
    if (#watch in promise) promise.#watch = watch;
    else new Stamp(promise).#watch = watch;
  }
}

/** By the prototype that they stand in front of. */
const spies = new WeakMap<object, object>();
/** The common one needs no looking up. */
const plainSpy = createSpy(Promise.prototype);
/** The promise that we are just beginning to wait for. */
let attaching: object | undefined;

function spyOf(prototype: object): object {
  if (prototype === Promise.prototype) return plainSpy;
  let spy = spies.get(prototype);
  if (!spy) {
    spy = createSpy(prototype);
    spies.set(prototype, spy);
  }
  return spy;
}

function putSpy(promise: Promise<unknown>): object | undefined {
  const prototype = Object.getPrototypeOf(promise) as object | null;
  if (!prototype || Object.hasOwn(promise, "constructor")) return undefined;
  return Reflect.setPrototypeOf(promise, spyOf(prototype)) ? prototype : undefined;
}

function createSpy(prototype: object): object {
  return Object.create(prototype, {
    constructor: {
      configurable: true,
      get(this: object) {
        // Where there is none, the promise that `then` makes is a plain one: no constructor of the program's runs.
        if (this === attaching) return undefined;
        const watch = Stamp.read(this);
        if (!watch) return Reflect.get(prototype, "constructor", this);
        watch.waitWith(this);
        return this.constructor;
      },
      set(this: object, value: unknown) {
        Stamp.read(this)?.waitWith(this);
        Reflect.set(prototype, "constructor", value, this);
      },
    },
  }) as object;
}

/** How many promises the hook follows; it is removed at none. */
let hooked = 0;
let removeHook: (() => void) | undefined;
/** Promises that nobody holds any more never settle. */
const collected = new FinalizationRegistry<Watch>((watch) => watch.unhook());

/** Loaded when it is needed: it has Node load all its streams. */
function hookAll(): () => void {
  return process.getBuiltinModule("node:v8").promiseHooks.onSettled(noteResolved) as () => void;
}

/** For every promise of the process. */
function noteResolved(promise: Promise<unknown>): void {
  Stamp.read(promise)?.resolved(promise);
}

function stateOf(promise: object): string | undefined {
  return /\{\s*<(pending|rejected)>/.exec(describe(promise, 0))?.[1];
}

/** There is no other way to read its state and reason without handling it. */
function describe(promise: object, depth: number): string {
  try {
    return inspect(promise, { depth, customInspect: false, maxArrayLength: 0, maxStringLength: 2000, colors: false });
  } catch {
    return "{ <pending>"; // A getter of the program's own throws.
  }
}

const ERROR = /^\[?(?:Uncaught )?([A-Za-z_$][\w$.]*)(?: \[[^\]]*\])?(?:: ([^\n]*?))?\]?(?:\n|$)/;

/** From `<rejected> TypeError: no` and its stack; other values than errors are told by their kind. */
function failureOf(text: string): NonNullable<LiveSpan["failure"]> {
  const reason = text
    .replace(/^[\s\S]*?<rejected>\s*/, "")
    .replace(/,?\s*\}$/, "")
    .replace(/\n {2}/g, "\n");
  const [, type, message] = /\n\s+at |^\[/.test(reason) ? (ERROR.exec(reason) ?? []) : [];
  if (type) return { type, message: message ?? "", stack: reason };
  const quoted = /^(['"`])([\s\S]*)\1$/.exec(reason);
  if (quoted) return { type: "string", message: quoted[2] as string, stack: null };
  const kind = /^-?[\d.]+(?:e[+-]?\d+)?$/.test(reason)
    ? "number"
    : /^(?:undefined|null)$/.test(reason)
      ? reason
      : "object";
  return { type: kind, message: reason, stack: null };
}
