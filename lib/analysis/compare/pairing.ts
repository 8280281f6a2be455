/** How the calls of one name are paired between runs: which call of one run is the same as which of another. */
import { countAllocated } from "../../stats/garbage.ts";
import { combineColumns, combineHashes } from "../../stats/hashes.ts";
import { NumberIndex } from "../../stats/number-index.ts";
import { chooseIdentity, distinctShare, type PairingKey, sharedPart } from "./identity.ts";
import { chooseStrata } from "./strata.ts";

/**
 * - `tags`: by their values, and calls that share them by their order;
 * - `place`: by their place in the tree;
 * - `strata`: calls with the same values are compared together;
 * - `none`: all calls of the name are compared together.
 */
export type PairingKind = "tags" | "place" | "strata" | "none";

export interface Pairing {
  readonly kind: PairingKind;
  /** Of tags or strata; empty otherwise. */
  readonly keys: readonly string[];
}

export const UNPAIRED: Pairing = { kind: "none", keys: [] };

/** The calls of one name in one run. */
export interface PairedCalls {
  /** Seconds. */
  readonly durations: Float64Array;
  /** One hash per call. */
  readonly valuesOf: ReadonlyMap<string, Float64Array>;
  /** Hashes of their places in the tree. */
  places(): Float64Array;
}

/** Below this share of calls that both runs have, they are not paired. */
export const MIN_SHARED = 0.6;
/** A program whose calls have the same places does the same every time, or almost. */
const MIN_PLACED = 0.9;
/** How well a tag has to agree between calls at the same place, beyond chance. */
const MIN_AGREEMENT = 0.8;

/**
 * Chooses from one run of each side.
 * @param keys the tags to choose from
 */
export function choosePairing(baseline: PairedCalls, candidate: PairedCalls, keys: readonly PairingKey[]): Pairing {
  if (baseline.durations.length === 0 || candidate.durations.length === 0) return UNPAIRED;
  const identity = chooseIdentity(baseline.valuesOf, candidate.valuesOf, keys);
  if (identity) return { kind: "tags", keys: identity };
  if (isSamePlaces(baseline, candidate, keys)) return { kind: "place", keys: [] };
  const strata = chooseStrata(baseline, candidate, keys);
  return strata.length > 0 ? { kind: "strata", keys: strata } : UNPAIRED;
}

/** Whether both runs do the same calls at the same places: as many, and with the same tags if any tag tells calls apart. */
function isSamePlaces(baseline: PairedCalls, candidate: PairedCalls, keys: readonly PairingKey[]): boolean {
  const [before, after] = [baseline.places(), candidate.places()];
  if (Math.min(sharedPart(before, after), sharedPart(after, before)) < MIN_PLACED) return false;
  const placeOf = new NumberIndex(after.length);
  const rowAt = new Int32Array(after.length);
  for (let row = 0; row < after.length; row++) rowAt[placeOf.add(after[row] as number)] = row;
  const agreements = keys.flatMap(({ key }) => {
    const [mine, theirs] = [baseline.valuesOf.get(key), candidate.valuesOf.get(key)];
    if (!mine || !theirs || distinctShare(mine) * mine.length < 2) return [];
    return [
      agreementOf(mine, theirs, (row) => {
        const place = placeOf.find(before[row] as number);
        return place < 0 ? -1 : (rowAt[place] as number);
      }),
    ];
  });
  return agreements.length === 0 || Math.max(...agreements) >= MIN_AGREEMENT;
}

/** Cohen's kappa: the share of calls with equal values, beyond what equal shares of values would give by chance. */
function agreementOf(mine: Float64Array, theirs: Float64Array, otherOf: (row: number) => number): number {
  const values = new NumberIndex(Math.min(mine.length, 1024));
  const before = new Int32Array(mine.length + theirs.length);
  const after = new Int32Array(mine.length + theirs.length);
  countAllocated(before.byteLength + after.byteLength);
  const count = (counts: Int32Array, value: number) => {
    const code = values.add(value);
    counts[code] = (counts[code] as number) + 1;
  };
  let equal = 0;
  let pairs = 0;
  for (let row = 0; row < mine.length; row++) {
    const other = otherOf(row);
    if (other < 0) continue;
    const [one, two] = [mine[row] as number, theirs[other] as number];
    count(before, one);
    count(after, two);
    if (one === two) equal++;
    pairs++;
  }
  let byChance = 0;
  for (let code = 0; code < values.size; code++)
    byChance += ((before[code] as number) / pairs) * ((after[code] as number) / pairs);
  // A tag with the same value on all of them tells nothing.
  return byChance < 1 ? (equal / pairs - byChance) / (1 - byChance) : 0;
}

/** The hash of each call's key under a pairing; the same for the same call in any run. */
export function keyCalls({ durations, valuesOf, places }: PairedCalls, { kind, keys }: Pairing): Float64Array {
  const count = durations.length;
  if (kind === "none") return new Float64Array(count).fill(1);
  if (kind === "place") return places();
  const hashes = combineColumns(
    keys.map((key) => valuesOf.get(key) ?? new Float64Array(count)),
    count,
  );
  return kind === "tags" ? numberDoubles(hashes) : hashes;
}

/** Calls that share a key are told apart by their order. */
function numberDoubles(hashes: Float64Array): Float64Array {
  const index = new NumberIndex(hashes.length);
  const times = new Int32Array(hashes.length);
  return hashes.map((hash) => {
    const place = index.add(hash);
    const before = times[place] as number;
    times[place] = before + 1;
    return before === 0 ? hash : combineHashes(hash, before);
  });
}
