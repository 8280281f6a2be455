/**
 * Ends spans when a promise that the program holds settles, without the program noticing: the promise stays the same
 * object, and is as handled or unhandled as it would have been.
 *
 * Waiting for a promise marks its rejection as handled; there is no way to merely observe it. But every kind of waiting
 * (`then`, `await`, `Promise.all`, all of them) first reads the promise's `constructor`. A getter in front of its
 * prototype detects that the program begins to wait, and then we wait too, ahead of it. A promise that nobody has begun
 * to wait for by the end of the turn is followed by V8's hook for all promises, and its state is parsed from `inspect`.
 */
import { inspect } from "node:util";
import { readClock } from "../runtime/clock.ts";
import type { LiveSpan } from "./span.ts";
import { cancelCheck, checkAtTurnEnd, type Due } from "./turn.ts";

const { then } = Promise.prototype;

export function endWithPromise(span: LiveSpan, promise: Promise<unknown>): void {
  const watch = Stamp.read(promise);
  if (watch) watch.spans.push(span);
  else new Watch(span, promise);
}

/** The spans that end with a promise, innermost first. */
class Watch implements Due {
  readonly spans: LiveSpan[];
  index = -1;
  /** Set until the turn's end only: we must not keep a promise that never settles. */
  #promise: Promise<unknown> | undefined;
  /** The prototype behind the getter; undefined if it could not be replaced, as on a frozen promise. */
  readonly #prototype: object | undefined;
  #hooked = false;
  /** Clock reading when it was last resolved, if hooked: perhaps with another promise, which settles later. */
  #resolved = 0;

  constructor(span: LiveSpan, promise: Promise<unknown>) {
    this.spans = [span];
    this.#promise = promise;
    this.#prototype = putSpy(promise);
    Stamp.write(promise, this);
    checkAtTurnEnd(this);
  }

  /** The program begins to wait for the promise, and so do we. */
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
    cancelCheck(this);
    this.unhook();
  }

  #takeSpy(promise: object): void {
    const prototype = this.#prototype;
    if (prototype && Object.getPrototypeOf(promise) === spyOf(prototype)) Reflect.setPrototypeOf(promise, prototype);
  }

  /** At the turn's end: nobody has begun to wait for the promise. */
  check(): void {
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
      span.endAt(Math.max(now, span.began)); // The promise may have settled before the span began.
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
    if (this.index < 0) checkAtTurnEnd(this);
  }
}

class Given {
  constructor(given: object) {
    // biome-ignore lint/correctness/noConstructorReturn: puts the private field of a class that extends it on that
    return given;
  }
}

/** Keeps the watch in a private field of its promise: a WeakMap takes 300 ns, and tens of µs when it shrinks. */
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

/** Spies by the prototype that they stand in front of. */
const spies = new WeakMap<object, object>();
/** The common one needs no lookup. */
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
        // Without a constructor `then` creates a plain promise: no constructor of the program's own runs.
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

/** How many promises the hook follows; it is removed at 0. */
let hooked = 0;
let removeHook: (() => void) | undefined;
/** Promises that nobody holds any more never settle. */
const collected = new FinalizationRegistry<Watch>((watch) => watch.unhook());

/** Loaded on demand: it makes Node load all its streams. */
function hookAll(): () => void {
  return process.getBuiltinModule("node:v8").promiseHooks.onSettled(noteResolved) as () => void;
}

/** Called for every promise of the process. */
function noteResolved(promise: Promise<unknown>): void {
  Stamp.read(promise)?.resolved(promise);
}

function stateOf(promise: object): string | undefined {
  return /\{\s*<(pending|rejected)>/.exec(describe(promise, 0))?.[1];
}

/** There is no other way to read a promise's state and reason without handling it. */
function describe(promise: object, depth: number): string {
  try {
    return inspect(promise, { depth, customInspect: false, maxArrayLength: 0, maxStringLength: 2000, colors: false });
  } catch {
    return "{ <pending>"; // A getter of the program's own throws.
  }
}

const ERROR = /^\[?(?:Uncaught )?([A-Za-z_$][\w$.]*)(?: \[[^\]]*\])?(?:: ([^\n]*?))?\]?(?:\n|$)/;

/** Parses `<rejected> TypeError: no` and its stack. For values other than errors the type is their kind. */
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
