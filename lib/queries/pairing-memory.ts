/** What comparing runs call by call takes in memory, of which a reader's process has 512 MB. */

/** More keys pair nothing: each costs a pass over the tags of all runs. */
const MAX_KEYS = 24;
/** Identities are of three at most. */
const MIN_KEYS = 3;
const MAX_VALUES = 6_000_000;

/** How many tags of a run of so many spans are tried: each takes 8 bytes a span, twice while they are read. */
export function countTriedKeys(spans: number): number {
  return Math.min(MAX_KEYS, Math.max(MIN_KEYS, Math.floor(MAX_VALUES / spans)));
}

/** The process itself, with what SQLite keeps. */
const PROCESS = 70e6;
/** Of any run: its columns, and the call and duration of each span. */
const BYTES = 37;
/** Of the two runs that the pairing is chosen from, beside the tags that are tried. */
const BYTES_OF_CHOSEN = 48;
const MAX_BYTES = 480e6;

/**
 * Whether runs fit, by their numbers of spans: two of two million take 523 MB at most and 506 by this sum, ten of 600,000
 * 483 and 446.
 */
export function fitsPairing(runs: readonly number[]): boolean {
  const all = runs.reduce((sum, spans) => sum + spans, 0);
  const largest = Math.max(0, ...runs);
  const chosen = 2 * largest * (8 * countTriedKeys(largest) + BYTES_OF_CHOSEN);
  return PROCESS + BYTES * all + chosen <= MAX_BYTES;
}
