/**
 * Time for spans: a tree starts by the wall clock, and everything else is measured on the monotonic one, with one clock
 * read at each end of a span. So a step of the wall clock, or a sleep of the machine, falls between two trees, never
 * within one.
 *
 * The clocks are Node's own, whatever a test has replaced before or after this loads: with fake timers that stand
 * still, every duration would be 0, and no transaction would ever be due.
 */
import { performance } from "node:perf_hooks";

// The prototype's `now`, because fake timers put their own on the object itself.
const prototype = Object.getPrototypeOf(performance) as Performance;
const ownMonotonic = prototype.now.bind(performance);
const monotonic = standsStill(ownMonotonic) ? () => process.uptime() * 1000 : ownMonotonic;
const wall = findWallClock();

/** When the process started, in milliseconds since the epoch; the same in all threads of a process. */
export const PROCESS_START: number = Reflect.get(prototype, "timeOrigin", performance);

/**
 * Milliseconds for which a reading of the wall clock is fresh: its cost is spread over the hundreds of spans of a loop.
 * No machine goes to sleep and wakes in so short a time.
 */
const FRESH = 0.1;

let offset = PROCESS_START;
/** The reading up to which that offset is fresh. */
let due = Number.NEGATIVE_INFINITY;

/** Milliseconds on the monotonic clock; only differences mean something. */
export const readClock: () => number = monotonic;

/** Converts a reading taken just now to seconds since the epoch. */
export function toEpoch(reading: number): number {
  if (reading > due) followWallClock(reading);
  return (offset + reading) / 1000;
}

/** `Date.now()` counts whole milliseconds, so a difference of up to one means nothing. */
function isOff(drift: number): boolean {
  return drift > 1 || drift < -2;
}

function followWallClock(reading: number): void {
  due = reading + FRESH;
  if (!isOff(wall() - (offset + reading))) return;
  // The clock was set, or the machine slept; or the program was held up between the two readings: read both again.
  for (let tries = 0; tries < 10; tries++) {
    const before = monotonic();
    const drift = wall() - (offset + before);
    if (monotonic() - before > 1) continue;
    if (isOff(drift)) offset += drift;
    return;
  }
}

/** No real clock gives the same reading a thousand times in a row. */
function standsStill(clock: () => number): boolean {
  const first = clock();
  for (let times = 0; times < 1000; times++) if (clock() !== first) return false;
  return true;
}

/**
 * A `Date.now` that the program has wrapped is used if it returns the right time; fake ones return their starting time.
 */
function findWallClock(): () => number {
  const given = Date.now.bind(Date);
  if (/^function now\(\) {\s*\[native code\]\s*}$/.test(Function.prototype.toString.call(Date.now))) return given;
  // Another context has its own `Date`. Creating one takes some milliseconds.
  const real = process.getBuiltinModule("node:vm").runInNewContext("Date.now") as () => number;
  return Math.abs(given() - real()) <= 2 ? given : real;
}
