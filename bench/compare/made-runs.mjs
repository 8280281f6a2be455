/** Runs of a program that does not exist: the same calls in each, of one name after the other. */

/** Calls of each name in a run, and their typical durations in seconds. */
const CALLS = 100;
const NAMES = [0.0002, 0.001, 0.005];
const PAIRING = { kind: "tags", keys: ["item"] };
const KEYS = Int32Array.from({ length: CALLS }, (_, key) => key);

/**
 * @param spread standard deviation between runs, as a logarithm
 * @param change how much longer everything takes: 0.05 for 5 %
 * @param noise of a single call, as a logarithm
 */
export function makeRun(random, { place, spread, change = 0, noise = 0.05 }) {
  const effect = Math.exp(spread * random.normal()) * (1 + change);
  const groups = NAMES.map((usual) => ({
    keyCount: CALLS,
    pairing: PAIRING,
    calls: {
      keys: KEYS,
      durations: Float64Array.from(KEYS, (key) => usual * (1 + (key % 7)) * effect * Math.exp(noise * random.normal())),
    },
  }));
  const covered = groups.reduce((sum, { calls }) => sum + calls.durations.reduce((all, one) => all + one, 0), 0);
  return { started: place, covered, groups };
}
