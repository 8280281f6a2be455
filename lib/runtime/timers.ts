/**
 * Waiting by Node's own timers, whatever a test has put in their place before or after this loads: on fake ones nothing
 * would be written before the end of the program. None of these keeps it alive.
 */
import { clearImmediate, clearTimeout, setImmediate, setTimeout } from "node:timers";

// Taken now: fake timers replace what the module has, too.
const [later, clearLater, wait, clearWait] = [setImmediate, clearImmediate, setTimeout, clearTimeout];

/** Looked up at first use: an import must not create timers. */
let hasOwn: { readonly later: boolean; readonly wait: boolean } | undefined;

function findOwn(): NonNullable<typeof hasOwn> {
  const [immediate, timeout] = [later(() => {}), wait(() => {}, 0)];
  clearLater(immediate);
  clearWait(timeout);
  return { later: isOwn(immediate), wait: isOwn(timeout) };
}

/** Node's own timers carry an async id. */
function isOwn(timer: object): boolean {
  return Object.getOwnPropertySymbols(timer).some(({ description }) => description === "asyncId");
}

/** Calls `fn` in this turn of the event loop. */
export function callLater(fn: () => void): void {
  hasOwn ??= findOwn();
  if (hasOwn.later) later(fn).unref();
  else void sleep(Number.MIN_VALUE).then(fn);
}

/** Calls `fn` after so many milliseconds. Returns what keeps it from being called. */
export function callAfter(milliseconds: number, fn: () => void): () => void {
  hasOwn ??= findOwn();
  if (hasOwn.wait) {
    const timer = wait(fn, milliseconds).unref();
    return () => clearWait(timer);
  }
  let isWanted = true;
  void sleep(Math.max(1, milliseconds)).then(() => {
    if (isWanted) fn();
  });
  return () => {
    isWanted = false;
  };
}

const cell = new Int32Array(new SharedArrayBuffer(4));

/** A timer of V8's: part of the language, and not replaced by fake timers. */
function sleep(milliseconds: number): Promise<unknown> {
  return Promise.resolve(Atomics.waitAsync(cell, 0, 0, milliseconds).value);
}

/**
 * Blocks this thread. Used in place of SQLite's own wait for a lock: a thread that is terminated inside of that aborts
 * the process (26 of 40 exits on Node 20).
 */
export function pause(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds);
}

/**
 * How often to try, at least, before giving up after so many milliseconds: a hundred times a second. On a machine so
 * busy that the program hardly runs in that second, whoever holds the file hardly runs either.
 */
export function minTries(patience: number): number {
  return patience / 10;
}
