/**
 * The tags that tell calls of a name apart within one tree of spans, by the rule by which the waterfall labels its rows:
 * as few as do, in the order in which they were set, measurements left out.
 */
import type { FinishedValues } from "../../columns/tag-values.ts";
import { isBytesKey } from "../../model/format.ts";
import { toNumber } from "../../model/kinds.ts";
import { NO_PARENT } from "../../stats/intervals.ts";
import { mapInts } from "../../stats/typed-arrays.ts";
import type { SplitTag } from "./answer.ts";

/** More tags make a label harder to read than none. */
const MAX_KEYS = 3;
/** So many calls of a name tell which tags they differ in: those of whole trees, spread evenly. */
const ENOUGH = 20_000;
/** A tag in which hardly any calls differ, such as the number of an attempt, tells none apart. */
const MIN_APART = 0.05;
/** More values than anyone compares side by side. */
export const MAX_SPLIT_VALUES = 60;
const MAX_TAGS = 50;

interface Calls {
  /** By place: below 0 for spans that are not in scope. */
  readonly rows: Int32Array;
  readonly names: ArrayLike<number>;
  /** By place, free of cycles. */
  readonly parents: Int32Array;
}

/** Bytes, and numbers with decimals, are measurements rather than choices; so is a tag of very many values. */
export function isChoice({ key, values, unlisted }: Pick<FinishedValues, "key" | "values" | "unlisted">): boolean {
  if (isBytesKey(key) || unlisted.length > 0) return false;
  return values.every((value) => Number.isInteger(toNumber(value) ?? 0));
}

/** @param lists the spans' own tags, by name and key */
export function chooseSplit(calls: Calls, lists: readonly FinishedValues[]): string[] {
  const byName = new Map<number, FinishedValues[]>();
  for (const one of lists) if (isChoice(one)) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const roots = findRoots(calls.parents);
  const placesOf = pickPlaces(calls, roots, byName);
  const chosen = new Set<string>();
  for (const [name, own] of byName) for (const key of chooseKeys(placesOf.get(name) ?? [], roots, own)) chosen.add(key);
  // In the order in which they were set.
  return [...new Set(lists.map(({ key }) => key))].filter((key) => chosen.has(key)).slice(0, MAX_KEYS);
}

/** Calls of each of these names; of very many, those in some of the trees. */
function pickPlaces({ rows, names }: Calls, roots: Int32Array, wanted: ReadonlyMap<number, unknown>) {
  const counts = new Map<number, number>();
  for (let place = 0; place < rows.length; place++) {
    const name = names[place] as number;
    if ((rows[place] as number) >= 0 && wanted.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const places = new Map<number, number[]>([...counts.keys()].map((name) => [name, []]));
  const every = new Map([...counts].map(([name, count]) => [name, Math.ceil(count / ENOUGH)]));
  for (let place = 0; place < rows.length; place++) {
    const name = names[place] as number;
    if ((rows[place] as number) < 0 || !wanted.has(name)) continue;
    // Hashed: the places of roots are often multiples of a number.
    const drawn = Math.imul((roots[place] as number) + 1, 0x9e3779b1) >>> 0;
    if (drawn % (every.get(name) ?? 1) === 0) places.get(name)?.push(place);
  }
  return places;
}

/** @param lists the tags of the calls' name */
function chooseKeys(places: readonly number[], roots: Int32Array, lists: readonly FinishedValues[]): string[] {
  const indexOf = new Map(places.map((place, index) => [place, index]));
  let groups = mapInts(places, (place) => roots[place] as number);
  let apart = new Set(groups).size;
  const keys: string[] = [];
  for (const one of lists) {
    if (apart >= places.length || keys.length === MAX_KEYS) break;
    const finer = refineGroups(groups, indexOf, one);
    if (finer.count - apart < MIN_APART * places.length) continue;
    groups = finer.groups;
    apart = finer.count;
    keys.push(one.key);
  }
  return keys;
}

/** The groups of those that were in one, and have the same value. */
function refineGroups(
  before: Int32Array,
  indexOf: ReadonlyMap<number, number>,
  { places, codes, values }: FinishedValues,
) {
  const codeOf = new Int32Array(before.length).fill(-1);
  for (let entry = 0; entry < places.length; entry++) {
    const index = indexOf.get(places[entry] as number);
    if (index !== undefined) codeOf[index] = codes[entry] as number;
  }
  const finer = new Map<number, number>();
  const groups = mapInts(before, (group, index) => {
    const pair = group * (values.length + 1) + (codeOf[index] as number) + 1;
    const found = finer.get(pair) ?? finer.size;
    if (found === finer.size) finer.set(pair, found);
    return found;
  });
  return { groups, count: finer.size };
}

/** The outermost span around each, by place. */
function findRoots(parents: Int32Array): Int32Array {
  const roots = new Int32Array(parents.length).fill(-1);
  const up: number[] = [];
  for (let place = parents.length - 1; place >= 0; place--) {
    let at = place;
    while (roots[at] === -1 && parents[at] !== NO_PARENT) {
      up.push(at);
      at = parents[at] as number;
    }
    const root = roots[at] === -1 ? at : (roots[at] as number);
    roots[at] = root;
    for (let next = up.pop(); next !== undefined; next = up.pop()) roots[next] = root;
  }
  return roots;
}

/** The tags that a reader can split by, those of fewest values first. */
export function listSplitTags(lists: readonly FinishedValues[]): SplitTag[] {
  const byKey = new Map<string, Set<string> | null>();
  for (const one of lists) {
    const values = byKey.get(one.key);
    if (values === null) continue;
    if (isChoice(one) && one.values.length <= MAX_SPLIT_VALUES)
      byKey.set(one.key, new Set([...(values ?? []), ...one.values]));
    else byKey.set(one.key, null);
  }
  return [...byKey]
    .flatMap(([key, values]) =>
      values && values.size > 1 && values.size <= MAX_SPLIT_VALUES ? { key, values: values.size } : [],
    )
    .slice(0, MAX_TAGS);
}
