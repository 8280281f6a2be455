/**
 * Node's own timers, whatever a test has replaced before or after this loads: with fake ones nothing would be written
 * before the end of the program. None of these keeps the program alive.
 */
import { clearImmediate, clearTimeout, setImmediate, setTimeout } from "node:timers";

// Captured now: fake timers replace the module's exports too.
const [later, clearLater, wait, clearWait] = [setImmediate, clearImmediate, setTimeout, clearTimeout];

/** Determined on first use: an import must not create timers. */
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

/** Calls `fn` after so many milliseconds. Returns a function that cancels the call. */
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

/** A timer of V8: part of the language, and not replaced by fake timers. */
function sleep(milliseconds: number): Promise<unknown> {
  return Promise.resolve(Atomics.waitAsync(cell, 0, 0, milliseconds).value);
}

/**
 * Blocks this thread. Used in place of SQLite's own wait for a lock: terminating a thread in the middle of that aborts
 * the process (26 of 40 exits on Node 20).
 */
export function pause(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds);
}

/**
 * The minimum number of tries before giving up after so many milliseconds: a hundred per second. On a machine so busy
 * that the program hardly runs in that time, whoever holds the file hardly runs either.
 */
export function minTries(patience: number): number {
  return patience / 10;
}
