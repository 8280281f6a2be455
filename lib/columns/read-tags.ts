/** Reads the tags of many spans into dictionary-encoded values, one list per key and span name. */

import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import { scanTags } from "./scan-tags.ts";
import type { SpanRange } from "./span-range.ts";
import { createBudget, ownText, TagValues } from "./tag-values.ts";

export interface TagRequest {
  readonly range: SpanRange;
  /** By index in the range: 1 if the tags of the span are needed. */
  readonly needed: Uint8Array;
  /** Undefined for all keys. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** Whether to merge the spans of all names. */
  readonly anyName?: boolean;
}

/** If there are more keys, only the most frequent become columns: each costs every query a pass over the spans. */
export const MAX_KEYS = 200;
/** If there are more pairs of key and span name, all names are merged. */
const MAX_PAIRS = 500;
/** How many keys are counted; a file with a key per span has millions. */
export const MAX_COUNTED_KEYS = 100_000;
/** Stands for the code of any name. */
export const ANY_NAME = -1;

interface ReadTags {
  readonly values: readonly TagValues[];
  readonly keyCount: number;
  readonly rareKeys: number;
}

/**
 * The values of every key, by the name of the span that carries it. If there are very many keys, a first pass counts
 * them and a second one reads only those that become columns.
 * @param also keys that become columns however rare they are
 */
export function readTagValues(
  db: Connection,
  request: TagRequest,
  also: readonly string[],
  tell: (done: number, total: number) => void,
): ReadTags {
  let collector = readAll(db, request, tell);
  const { keyCount } = collector;
  let { keys } = request;
  if (keyCount > MAX_KEYS && !keys) {
    keys = new Set([...collector.mostFrequent(), ...also]);
    collector = readAll(db, { ...request, keys }, tell);
  }
  if (collector.counting) collector = readAll(db, { ...request, keys, anyName: true }, tell);
  return { values: collector.values(), keyCount, rareKeys: keyCount - collector.keyCount };
}

function readAll(db: Connection, request: TagRequest, tell: (done: number, total: number) => void): TagCollector {
  let collector = new TagCollector(request);
  const begin = () => {
    collector = new TagCollector(request);
    return collector.onTag;
  };
  scanTags(db, { spans: request.range, needed: request.needed, keys: request.keys }, begin, tell);
  return collector;
}

class TagCollector {
  /** Set once there are too many pairs for columns: from then on keys are counted and no values kept. */
  counting = false;
  readonly #request: TagRequest;
  readonly #find: (id: number) => number;
  readonly #budget = createBudget();
  /** By name code. */
  #byName = new Map<number, Map<string, TagValues>>();
  #pairs = 0;
  /** Occurrences of each key; 0 until `counting`. */
  readonly #counts = new Map<string, number>();
  #uncounted = false;

  constructor(request: TagRequest) {
    this.#request = request;
    this.#find = createFinder(request.range.ids);
  }

  onTag = (spanId: number, key: string, value: string): void => {
    const { range, needed, anyName } = this.#request;
    const place = this.#find(spanId);
    if (place < 0 || needed[place] !== 1) return;
    const name = anyName ? ANY_NAME : (range.names[place] as number);
    const values = this.counting ? undefined : (this.#byName.get(name)?.get(key) ?? this.#add(key, name));
    if (values) values.add(place, value);
    else this.#count(key, 1);
  };

  /** Undefined if that exceeds a limit: everything collected so far then turns into counts. */
  #add(key: string, name: number): TagValues | undefined {
    const own = ownText(key);
    this.#counts.set(own, 0);
    this.#pairs++;
    const { keys, anyName } = this.#request;
    if ((this.#counts.size > MAX_KEYS && !keys) || (this.#pairs > MAX_PAIRS && !anyName)) {
      this.counting = true;
      for (const one of this.values()) this.#count(one.key, one.length);
      this.#byName = new Map();
      return undefined;
    }
    const values = new TagValues(own, name, this.#budget);
    const byKey = this.#byName.get(name) ?? new Map<string, TagValues>();
    this.#byName.set(name, byKey.set(own, values));
    return values;
  }

  #count(key: string, times: number): void {
    const count = this.#counts.get(key);
    this.#counts.set(count === undefined ? ownText(key) : key, (count ?? 0) + times);
    // Drops the rarest keys, to make room for any that turn out frequent later.
    for (let least = 1; this.#counts.size > MAX_COUNTED_KEYS; least++) {
      this.#uncounted = true;
      for (const [rare, count] of this.#counts) if (count <= least) this.#counts.delete(rare);
    }
  }

  get keyCount(): number {
    return this.#uncounted ? MAX_COUNTED_KEYS : this.#counts.size;
  }

  mostFrequent(): string[] {
    const ranked = [...this.#counts].sort((a, b) => b[1] - a[1]);
    return ranked.slice(0, MAX_KEYS).map(([key]) => key);
  }

  values(): TagValues[] {
    return [...this.#byName.values()].flatMap((own) => [...own.values()]);
  }
}
