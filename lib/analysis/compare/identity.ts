/** Finds the tags that tell the calls of a name apart, and that two runs have in common. */
import { combineColumns } from "../../stats/hashes.ts";
import { NumberIndex } from "../../stats/number-index.ts";

/** A tag that may be part of a call's identity. */
export interface PairingKey {
  readonly key: string;
  /**
   * Numbers with fractions are measurements or results, such as a ratio or a time: they identify a call only where
   * nothing else does. Of the others, words say more than numbers.
   */
  readonly kind: "text" | "whole" | "fraction";
}

type Values = ReadonlyMap<string, Float64Array>;

/** So many of the calls of a run have to have a key of their own. */
const MIN_UNIQUE = 0.95;
/** Tags that so many of the calls share are taken before smaller sets of tags that fewer share. */
const NEARLY_ALL = 0.95;
const MOST = 0.6;
const MAX_KEYS = 3;
/** Sets are made of this many keys at most, those with most values first: 12 make 298 sets. */
const MAX_TRIED = 12;
/** A set of keys that does not tell these calls apart is not tried on all. */
const FIRST_LOOK = 4_000;

/**
 * The smallest set of keys that tells nearly all calls of the baseline apart, and that both runs share.
 * @returns null if there is none
 */
export function chooseIdentity(baseline: Values, candidate: Values, keys: readonly PairingKey[]): string[] | null {
  const known = keys
    .filter(({ key }) => baseline.has(key) && candidate.has(key))
    .map((key): KnownKey => {
      const values = baseline.get(key.key) as Float64Array;
      return { ...key, values, others: candidate.get(key.key) as Float64Array, distinct: countDistinct(values) };
    })
    .filter(({ distinct }) => distinct > 1)
    .sort((a, b) => b.distinct - a.distinct);
  const stated = known.filter(({ kind }) => kind !== "fraction").slice(0, MAX_TRIED);
  const found = chooseAmong(stated) ?? (stated.length < known.length ? chooseAmong(known.slice(0, MAX_TRIED)) : null);
  // As one would say them: `path, algorithm, level`.
  const said = known.toSorted(
    (a, b) => Number(a.kind !== "text") - Number(b.kind !== "text") || b.distinct - a.distinct,
  );
  return found && said.map(({ key }) => key).filter((key) => found.includes(key));
}

interface KnownKey extends PairingKey {
  /** By call of the baseline, and of the candidate. */
  readonly values: Float64Array;
  readonly others: Float64Array;
  /** How many of the baseline's are distinct. */
  readonly distinct: number;
}

interface SharedKeys {
  readonly keys: readonly KnownKey[];
  readonly shared: number;
}

function chooseAmong(known: readonly KnownKey[]): string[] | null {
  const count = known[0]?.values.length ?? 0;
  const unique: SharedKeys[] = [];
  for (let size = 1; size <= MAX_KEYS; size++) {
    for (const keys of subsets(known, size)) {
      if (keys.reduce((product, { distinct }) => product * distinct, 1) < MIN_UNIQUE * count) continue;
      if (!tellsApart(keys.map(({ values }) => values))) continue;
      const [mine, theirs] = [combine(keys.map(({ values }) => values)), combine(keys.map(({ others }) => others))];
      unique.push({ keys, shared: sharedPart(mine, theirs) });
    }
    const best = pickBest(unique.filter(({ keys, shared }) => keys.length === size && shared >= NEARLY_ALL));
    if (best) return best;
  }
  return pickBest(unique.filter(({ shared }) => shared >= MOST));
}

/** The smallest, and of these the one with most words. */
function pickBest(sets: readonly SharedKeys[]): string[] | null {
  const cost = ({ keys }: SharedKeys) => keys.reduce((sum, { kind }) => sum + (kind === "text" ? 10 : 11), 0);
  const least = Math.min(...sets.map(cost));
  return sets.find((set) => cost(set) === least)?.keys.map(({ key }) => key) ?? null;
}

function* subsets<Item>(items: readonly Item[], size: number, from = 0): Generator<Item[]> {
  if (size === 0) yield [];
  for (let at = from; size > 0 && at <= items.length - size; at++)
    for (const rest of subsets(items, size - 1, at + 1)) yield [items[at] as Item, ...rest];
}

function tellsApart(columns: readonly Float64Array[]): boolean {
  const count = columns[0]?.length ?? 0;
  const step = Math.floor(count / FIRST_LOOK);
  if (step > 1) {
    const few = columns.map((values) =>
      Float64Array.from({ length: FIRST_LOOK }, (_, at) => values[at * step] as number),
    );
    if (distinctShare(combine(few)) < MIN_UNIQUE) return false;
  }
  return distinctShare(combine(columns)) >= MIN_UNIQUE;
}

function combine(columns: readonly Float64Array[]): Float64Array {
  return combineColumns(columns, columns[0]?.length ?? 0);
}

function countDistinct(values: Float64Array): number {
  const index = new NumberIndex(Math.min(values.length, 1024));
  for (const value of values) index.add(value);
  return index.size;
}

/** Distinct values per value, 0 to 1. */
export function distinctShare(values: Float64Array): number {
  return values.length > 0 ? countDistinct(values) / values.length : 0;
}

/** The share of values that the other run has, too. */
export function sharedPart(values: Float64Array, others: Float64Array): number {
  if (values.length === 0) return 0;
  const index = new NumberIndex(others.length);
  for (const value of others) index.add(value);
  let shared = 0;
  for (const value of values) if (index.find(value) >= 0) shared++;
  return shared / values.length;
}
