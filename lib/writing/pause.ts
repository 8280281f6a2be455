/**
 * Sleeps on this thread. Not in SQLite's own wait for a lock: a thread that is terminated inside of that aborts the
 * process (26 of 40 exits on Node 20).
 */
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export function pause(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}
