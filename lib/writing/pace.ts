/**
 * How soon the on-thread writer commits: in the same turn of the event loop while that is rare, otherwise in batches.
 *
 * A commit in every turn leaves next to nothing to lose where a process is killed, as test runners do with theirs. It
 * costs 20 to 50 µs, and every few hundred an fsync, so a program that goes on and on is held to a slower pace.
 */

/** Milliseconds that spans wait at most in a program that ends them all the time. */
export const INTERVAL = 50;
/** Commits of that kind in a row, more than a file of tests needs. Counted: on a busy machine time tells no cost. */
const MOST_CREDIT = 1000;

export class Pace {
  #credit = MOST_CREDIT;
  #countedUntil = 0;

  /** Milliseconds until the next commit: 0 for this turn of the event loop. */
  takeDelay(now: number): number {
    this.#credit = Math.min(MOST_CREDIT, this.#credit + (now - this.#countedUntil) / INTERVAL);
    this.#countedUntil = now;
    if (this.#credit < 1) return INTERVAL;
    this.#credit -= 1;
    return 0;
  }
}
