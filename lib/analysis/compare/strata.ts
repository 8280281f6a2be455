/** Tags that explain durations, where none tell single calls apart: calls with the same values are compared together. */
import { combineHashes } from "../../stats/hashes.ts";
import { NumberIndex } from "../../stats/number-index.ts";
import { type PairingKey, sharedPart } from "./identity.ts";
import { logOf } from "./keyed-calls.ts";

interface StratifiedCalls {
  readonly durations: Float64Array;
  readonly valuesOf: ReadonlyMap<string, Float64Array>;
}

/** Strata of fewer calls, on average, say little of what is typical in them. */
const CALLS_EACH = 5;
/** Of the variance of log durations, the least that a first tag and any further one explain. */
const MIN_FIRST = 0.1;
const MIN_MORE = 0.05;
const MAX_KEYS = 3;
const MIN_SHARED = 0.9;

/** At most three, chosen one by one, each the one that explains most; empty if none explains a tenth. */
export function chooseStrata(
  baseline: StratifiedCalls,
  candidate: StratifiedCalls,
  keys: readonly PairingKey[],
): string[] {
  const logs = baseline.durations.map(logOf);
  const chosen: string[] = [];
  let strata = new Float64Array(logs.length).fill(1);
  let explained = 0;
  while (chosen.length < MAX_KEYS) {
    const tried = keys
      .filter(({ key }) => !chosen.includes(key))
      .flatMap(({ key }) => {
        const [mine, theirs] = [baseline.valuesOf.get(key), candidate.valuesOf.get(key)];
        if (!mine || !theirs || Math.min(sharedPart(mine, theirs), sharedPart(theirs, mine)) < MIN_SHARED) return [];
        const split = strata.map((stratum, row) => combineHashes(stratum, mine[row] as number));
        return [{ key, split, explained: explainedBy(logs, split) }];
      });
    const best = tried.reduce<(typeof tried)[number] | undefined>(
      (found, one) => (found && found.explained >= one.explained ? found : one),
      undefined,
    );
    if (!best || best.explained - explained < (chosen.length === 0 ? MIN_FIRST : MIN_MORE)) break;
    chosen.push(best.key);
    ({ split: strata, explained } = best);
  }
  return chosen;
}

/** The share of the variance that lies between strata, 0 to 1; 0 of too many strata. */
function explainedBy(logs: Float64Array, strata: Float64Array): number {
  const index = new NumberIndex(64);
  const codes = Int32Array.from(strata, (stratum) => index.add(stratum));
  if (index.size * CALLS_EACH > logs.length) return 0;
  const counts = new Float64Array(index.size);
  const sums = new Float64Array(index.size);
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < logs.length; row++) {
    const [code, log] = [codes[row] as number, logs[row] as number];
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + log;
    sum += log;
    squares += log * log;
  }
  const mean = sum / logs.length;
  const whole = squares - logs.length * mean * mean;
  const between = counts.reduce(
    (total, count, code) => total + count * ((sums[code] as number) / count - mean) ** 2,
    0,
  );
  return whole > 0 ? between / whole : 0;
}
