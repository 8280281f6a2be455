/**
 * Sleeps on this thread. Not in SQLite's own wait for a lock: a thread that is terminated inside of that aborts the
 * process (26 of 40 exits on Node 20).
 */
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * How often what is not to be had is tried, at least, before it is given up after so many milliseconds: a hundred times a
 * second. On a machine so busy that the program hardly runs in that second, the others did not either.
 */
export function minTries(patience: number): number {
  return patience / 10;
}

export function pause(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}
