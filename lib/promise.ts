/**
 * Ends spans when a promise settles that the program holds, without the program noticing: the promise stays the same
 * object, and handled or unhandled as it would have been.
 *
 * Whoever waits for a promise has handled its rejection; there is no way of only looking on. But each way of waiting
 * (`then`, `await`, `Promise.all`, all of them) reads the promise's `constructor` first. A getter in front of its
 * prototype tells when the program begins to wait, and there we wait too, before it. A promise that nobody has begun to
 * wait for when the turn ends is followed by V8's hook for all promises, and its state is read as `inspect` shows it.
 */
import { inspect } from "node:util";
import { promiseHooks } from "node:v8";
import { readClock } from "./clock.ts";
import type { LiveSpan } from "./span.ts";
import { atTurnEnd } from "./turn.ts";

/** The spans that end with a promise. */
interface Watch {
  /** Innermost first. */
  readonly spans: LiveSpan[];
  /** What stands behind the getter; undefined where a promise takes none, such as a frozen one. */
  readonly prototype: object | undefined;
  hooked: boolean;
  /** Clock reading of when it was last resolved, if hooked: with another promise perhaps, which settles later. */
  resolved: number;
}

const { then } = Promise.prototype;

class Given {
  constructor(given: object) {
    // biome-ignore lint/correctness/noConstructorReturn: puts the private field of a class that extends it on that
    return given;
  }
}

/** Keeps the watch on its promise, unseen: a WeakMap takes 300 ns, and tens of µs where it has to shrink. */
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

export function endWithPromise(span: LiveSpan, promise: Promise<unknown>): void {
  const known = Stamp.read(promise);
  if (known) {
    known.spans.push(span);
    return;
  }
  const watch: Watch = { spans: [span], prototype: putSpy(promise), hooked: false, resolved: 0 };
  Stamp.write(promise, watch);
  atTurnEnd(() => {
    if (Stamp.read(promise) === watch && !endIfSettled(promise, watch)) hook(promise, watch);
  });
}

/** By the prototype that they stand in front of. */
const spies = new WeakMap<object, object>();
/** The promise that we are just beginning to wait for. */
let attaching: object | undefined;

function putSpy(promise: Promise<unknown>): object | undefined {
  const prototype = Object.getPrototypeOf(promise) as object | null;
  if (!prototype || Object.hasOwn(promise, "constructor")) return undefined;
  let spy = spies.get(prototype);
  if (!spy) {
    spy = createSpy(prototype);
    spies.set(prototype, spy);
  }
  return Reflect.setPrototypeOf(promise, spy) ? prototype : undefined;
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
        waitWith(this, watch);
        return this.constructor;
      },
      set(this: object, value: unknown) {
        const watch = Stamp.read(this);
        if (watch) waitWith(this, watch);
        Reflect.set(prototype, "constructor", value, this);
      },
    },
  }) as object;
}

/** The program begins to wait for it, and so do we. */
function waitWith(promise: object, watch: Watch): void {
  forget(promise, watch);
  attaching = promise;
  try {
    Reflect.apply(then, promise, [() => endAll(watch.spans), (error: unknown) => failAll(watch.spans, error)]);
  } finally {
    attaching = undefined;
    takeSpy(promise, watch);
  }
}

function takeSpy(promise: object, { prototype }: Watch): void {
  if (prototype && Object.getPrototypeOf(promise) === spies.get(prototype)) Reflect.setPrototypeOf(promise, prototype);
}

function endAll(spans: readonly LiveSpan[]): void {
  for (const span of spans) span.end();
}

function failAll(spans: readonly LiveSpan[], error: unknown): void {
  for (const span of spans) span.fail(error).end();
}

/** How many promises are followed by the hook; none, and there is no hook. */
let hooked = 0;
let removeHook: (() => void) | undefined;
/** Those that nobody holds any more never settle. */
const collected = new FinalizationRegistry<Watch>((watch) => unhook(watch));

function hook(promise: Promise<unknown>, watch: Watch): void {
  watch.hooked = true;
  collected.register(promise, watch, watch);
  hooked += 1;
  removeHook ??= promiseHooks.onSettled(noteResolved) as () => void;
}

function unhook(watch: Watch): void {
  if (!watch.hooked) return;
  watch.hooked = false;
  collected.unregister(watch);
  hooked -= 1;
  if (hooked > 0) return;
  removeHook?.();
  removeHook = undefined;
}

/** For every promise of the process. */
function noteResolved(promise: Promise<unknown>): void {
  const watch = Stamp.read(promise);
  if (!watch?.hooked) return;
  watch.resolved = readClock();
  atTurnEnd(() => {
    if (Stamp.read(promise) === watch) endIfSettled(promise, watch);
  });
}

function endIfSettled(promise: Promise<unknown>, watch: Watch): boolean {
  const [, state] = /\{\s*<(pending|rejected)>/.exec(describe(promise, 0)) ?? [];
  if (state === "pending") return false;
  forget(promise, watch);
  takeSpy(promise, watch);
  const now = watch.resolved || readClock();
  for (const span of watch.spans) {
    if (state === "rejected") span.failure ??= failureOf(describe(promise, 1));
    span.endAt(now);
  }
  return true;
}

function forget(promise: object, watch: Watch): void {
  Stamp.write(promise, undefined);
  unhook(watch);
}

/** Its state and the reason are not to be had otherwise without handling it. */
function describe(promise: object, depth: number): string {
  try {
    return inspect(promise, { depth, customInspect: false, maxArrayLength: 0, maxStringLength: 2000, colors: false });
  } catch {
    return "{ <pending>"; // A getter of the program's own throws; it is looked at no more.
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
