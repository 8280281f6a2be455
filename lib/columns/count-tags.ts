/** Counts the values of tags, without columns: for lists of what there is. */

import type { Basis } from "../model/basis.ts";
import { COUNTED_CHARACTERS, cutValue, FEWER_CHARACTERS } from "../model/filter.ts";
import type { Ids } from "../stats/growing.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import { OUTSIDE } from "./kept-spans.ts";
import type { IdRange } from "./recorded-ranges.ts";
import { readRunParameters } from "./run-parameters.ts";
import { scanTags } from "./scan-tags.ts";
import type { SpanRange } from "./span-range.ts";

/** Of all distinct values together. */
const MAX_CHARACTERS = 20_000_000;
/** Spans of a sample whose tags are counted: 0.3 s for three tags a span. */
const MAX_SAMPLED = 100_000;

export interface CountedKey {
  readonly key: string;
  readonly count: number;
  readonly values: ReadonlyMap<string, number>;
  /** By name of the spans that carry it. */
  readonly names: ReadonlyMap<string, number>;
}

export interface CountedTags {
  /** In the order they were set, with what was counted among the spans read. */
  readonly keys: readonly CountedKey[];
  readonly basis: Basis;
}

interface Counting {
  count: number;
  readonly values: Map<string, number>;
  readonly names: Map<number, number>;
}

/**
 * The own tags of the spans in scope.
 * @param most look at no more spans, evenly spread
 */
export function countTags(db: Connection, range: SpanRange, most = Number.POSITIVE_INFINITY): CountedTags {
  const { ids, rows, names, nameTexts } = range;
  const { ranges, basis } = thinOut(range, most);
  let counted = new Map<string, Counting>();
  const begin = () => {
    counted = new Map();
    let room = MAX_CHARACTERS;
    const find = createFinder(ids);
    return (spanId: number, key: string, text: string) => {
      const place = find(spanId);
      if (place < 0 || (rows[place] as number) < 0) return;
      const own = counted.get(key) ?? { count: 0, values: new Map(), names: new Map() };
      if (own.count === 0) counted.set(key, own);
      const value = cutValue(text, room > 0 ? COUNTED_CHARACTERS : FEWER_CHARACTERS);
      if (!own.values.has(value)) room -= value.length;
      const name = names[place] as number;
      own.count++;
      own.values.set(value, (own.values.get(value) ?? 0) + 1);
      own.names.set(name, (own.names.get(name) ?? 0) + 1);
    };
  };
  if (ids.length > 0) scanTags(db, { spans: { ids, ranges } }, begin, () => undefined);
  const keys = [...counted].map(([key, { names: codes, ...own }]) => {
    const byName = new Map([...codes].map(([code, count]) => [nameTexts[code] ?? "", count]));
    return { key, ...own, names: byName };
  });
  return { keys, basis };
}

/** The same wherever the values of a scope are counted: the tags of all its spans, or of a part of a sample. */
export function countScopeTags(db: Connection, range: SpanRange): CountedTags {
  const { keys, basis } = countTags(db, range, range.sample ? MAX_SAMPLED : undefined);
  const known = new Set(keys.map(({ key }) => key));
  const ofRuns = countRunKeys(db, range, basis.read / Math.max(1, range.basis.read));
  return { keys: [...keys, ...ofRuns.filter(({ key }) => !known.has(key))], basis };
}

/** The parameters of runs, which all their spans have. @param share of the spans of the range that are counted */
function countRunKeys(db: Connection, { ids, rows, count }: SpanRange, share: number): CountedKey[] {
  const found = count > 0 ? readRunParameters(db, ids[0] as number, ids.at(-1) as number) : null;
  if (!found) return [];
  const spans = found.runs.map(() => 0);
  for (let place = 0; place < rows.length; place++) {
    const run = (rows[place] as number) < 0 ? -1 : found.runOf(ids[place] as number);
    if (run >= 0) spans[run] = (spans[run] as number) + share;
  }
  const keys = new Map<string, Map<string, number>>();
  for (const [run, tags] of found.runs.entries()) {
    const counted = Math.round(spans[run] as number);
    if (counted === 0) continue;
    for (const [key, value] of Object.entries(tags)) {
      const values = keys.get(key) ?? new Map<string, number>();
      keys.set(key, values.set(value, (values.get(value) ?? 0) + counted));
    }
  }
  return [...keys].map(([key, values]) => {
    return { key, count: [...values.values()].reduce((sum, each) => sum + each, 0), values, names: new Map() };
  });
}

/** How many neighbouring spans are looked at together. */
const PART = 1_000;

/** The ids to look at, and how many of the spans these are. */
function thinOut({ ids, ranges, basis, blockOf }: SpanRange, most: number) {
  if (basis.read <= most) return { ranges, basis };
  const parts = ranges?.filter(({ firstId, lastId }) => lastId > firstId) ?? cutInParts(ids);
  const step = Math.ceil(basis.read / most);
  const picked = parts.filter((_, index) => index % step === 0);
  const read = countIn(ids, blockOf, picked);
  return { ranges: picked, basis: { ...basis, read, exact: false } };
}

function cutInParts(ids: Ids): IdRange[] {
  return Array.from({ length: Math.ceil(ids.length / PART) }, (_, part) => ({
    firstId: ids[part * PART] as number,
    lastId: ids[Math.min(ids.length, (part + 1) * PART) - 1] as number,
  }));
}

function countIn(ids: Ids, blockOf: Int32Array | null, ranges: readonly IdRange[]): number {
  let at = 0;
  let count = 0;
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] as number;
    while (at < ranges.length && id > (ranges[at] as IdRange).lastId) at++;
    if (at === ranges.length) break;
    if (id >= (ranges[at] as IdRange).firstId && blockOf?.[place] !== OUTSIDE) count++;
  }
  return count;
}
