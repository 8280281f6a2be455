/**
 * Time for spans: starts on the wall clock, durations on the monotonic one, with one clock read at each end.
 *
 * The clocks are taken when the module loads, so that a test's fake timers do not reach the tracer.
 */
const wall = Date.now.bind(Date);
const monotonic = performance.now.bind(performance);

let offset = performance.timeOrigin;

/** Milliseconds on the monotonic clock; only differences mean something. */
export const readClock: () => number = monotonic;

/** A monotonic reading as seconds since the epoch. */
export function toEpoch(reading: number): number {
  return (offset + reading) / 1000;
}

/**
 * Follows the wall clock when it was set or the machine slept. Called now and then, not per span. `Date.now()` counts
 * whole milliseconds, so that up to one of difference means nothing.
 */
export function followWallClock(): void {
  const drift = wall() - (offset + monotonic());
  if (drift > 1 || drift < -2) offset += drift;
}
