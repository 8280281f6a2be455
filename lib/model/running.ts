/** Spans that were running when their program last reported them, and what to say about them. */
import { formatCounted, formatDurationText } from "./format.ts";

/**
 * - `running`: reported a moment ago
 * - `silent`: not reported for longer than that: its program is blocked in synchronous code, is stopped, or is gone
 * - `gone`: its process ended without ending it, as after `kill -9`
 */
export const RUNNING_STATES = ["running", "silent", "gone"] as const;
export type RunningState = (typeof RUNNING_STATES)[number];
export type RunningCounts = Readonly<Record<RunningState, number>>;

/** `2 spans are running, 1 span was running when its process ended`; null if there are none. */
export function describeRunning({ running, silent, gone }: RunningCounts): string | null {
  const parts: string[] = [];
  const add = (count: number, one: string, many: string) => {
    if (count > 0) parts.push(`${formatCounted(count, "span")} ${count === 1 ? one : many}`);
  };
  add(running, "is running", "are running");
  add(silent, "was running when last heard of", "were running when last heard of");
  add(gone, "was running when its process ended", "were running when their process ended");
  return parts.length > 0 ? parts.join(", ") : null;
}

/** What is known about one of them, in a sentence. Times in seconds. */
export function describeState(state: RunningState, duration: number, unseen: number): string {
  const then = `running for ${formatDurationText(duration)}`;
  const ago = `${formatDurationText(unseen)} ago`;
  if (state === "running") return `Still ${then} when last seen, ${ago}`;
  if (state === "gone") return `Had been ${then} when last seen, ${ago}; its process has ended since`;
  return `Had been ${then} when last seen, ${ago}: its program is blocked in synchronous code, is stopped, or is gone`;
}
