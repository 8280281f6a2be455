/**
 * How soon the on-thread writer commits: in the same turn of the event loop while that is rare, otherwise in batches.
 *
 * A commit in every turn leaves next to nothing to lose where a process is killed, as test runners do with theirs. It
 * costs 20 to 50 µs, and every few hundred an fsync, so a program that goes on and on is held to a slower pace.
 */

/** Milliseconds that spans wait at most in a program that ends them all the time. */
const INTERVAL = 50;
/** The same where each commit waits for the disk, 15 ms and more: one in fifty of the program's time. */
const LONG_INTERVAL = 1000;
/** Commits of that kind in a row, more than a file of tests needs. Counted: on a busy machine time tells no cost. */
const MAX_CREDIT = 1000;

export class Pace {
  #credit = MAX_CREDIT;
  #countedUntil = 0;
  #interval = INTERVAL;

  get interval(): number {
    return this.#interval;
  }

  /** Whether commits wait for the disk: no log takes them. */
  set isSlow(isSlow: boolean) {
    this.#interval = isSlow ? LONG_INTERVAL : INTERVAL;
  }

  /** Milliseconds until the next commit: 0 for this turn of the event loop. */
  takeDelay(now: number): number {
    this.#credit = Math.min(MAX_CREDIT, this.#credit + (now - this.#countedUntil) / INTERVAL);
    this.#countedUntil = now;
    const cost = this.#interval / INTERVAL;
    if (this.#credit < cost) return this.#interval;
    this.#credit -= cost;
    return 0;
  }
}
