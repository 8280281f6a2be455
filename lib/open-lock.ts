/**
 * Lets one thread of the program at a time open a database. SQLite opens the file first and what lies beside it later,
 * by name: in between, the other thread may have found the file gone and made a new one, whose index would be truncated.
 */

/** Milliseconds after which a thread that was ended in the middle of it is no longer waited for. */
const PATIENCE = 1000;
/** Whether it is taken; and how many databases have been closed. */
let words = new Int32Array(new SharedArrayBuffer(8));

/** The lock's memory, for another thread. */
export function openLockMemory(): SharedArrayBuffer {
  return words.buffer as SharedArrayBuffer;
}

/** Uses the lock of the thread that it came from. */
export function shareOpenLock(memory: SharedArrayBuffer): void {
  words = new Int32Array(memory);
}

export function withOpenLock<T>(open: () => T): T {
  const until = performance.now() + PATIENCE;
  while (Atomics.compareExchange(words, 0, 0, 1) !== 0 && performance.now() < until) Atomics.wait(words, 0, 1, 5);
  try {
    return open();
  } finally {
    // No call: the program may be out of stack. Those that wait look again by themselves.
    words[0] = 0;
  }
}

/** How many databases the threads have closed: the system gives the number of one that is gone to the next file. */
export function countClosed(): number {
  return Atomics.load(words, 1);
}

/** To be called before a database is closed. */
export function noteClosing(): void {
  Atomics.add(words, 1, 1);
}
