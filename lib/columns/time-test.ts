/** Which spans are in a time. */

/**
 * `start`: a span is in the time it starts in, both ends included. `inside`: it lies inside as a whole; half-open, so
 * that a span of no length at the border of two times is in one of them. `crossing`: it overlaps the time and sticks out.
 */
export type TimeRule = "start" | "inside" | "crossing";

export interface TimeLimits {
  readonly time: TimeRule;
  /** Seconds since the epoch; null if not limited. */
  readonly from: number | null;
  readonly to: number | null;
}

/** A test of a span by its start and duration, NaN where the file holds no number; null if no time is limited. */
export function makeTimeTest({ time, from, to }: TimeLimits): ((start: number, duration: number) => boolean) | null {
  if (from === null && to === null) return time === "crossing" ? () => false : null;
  const [low, high] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
  if (time === "start") return (start) => start >= low && start <= high;
  if (time === "inside")
    return to === null
      ? (start) => start >= low
      : (start, duration) => start >= low && start < high && start + duration <= high;
  return (start, duration) => {
    const end = start + duration;
    return end > low && start < high && (start < low || end > high);
  };
}
