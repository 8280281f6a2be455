/** Reads the tags of the spans that are needed, by whatever way the file offers. */
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./columns.ts";
import { createRoom, ownText } from "./dictionary.ts";
import type { SpanRange } from "./span-range.ts";
import { findTagOrder, hasTagIndex } from "./tag-range.ts";
import { readTagsInOrder, readTagsOf } from "./tag-rows.ts";
import { TagValues } from "./tag-values.ts";

/** Below this share of the spans it is quicker to look each of them up. */
const FEW = 0.25;
const FROM_THE_START = Number.MIN_SAFE_INTEGER;

export interface TagRequest {
  readonly range: SpanRange;
  /** By place in the range: 1 where the tags of the span count. */
  readonly needed: Uint8Array;
  /** Only these keys; all of them when undefined. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** Whether names are not told apart. */
  readonly anyName?: boolean;
}

/** Of more keys than these, the most frequent become columns: each costs every question a pass over the spans. */
export const MOST_KEYS = 200;
/** Of more pairs of a key and the name that carries it, names are not told apart. */
const MOST_PAIRS = 500;
/** Keys that are counted; a file with a key for each span has millions. */
export const MOST_COUNTED_KEYS = 100_000;
/** In the place of a name's code: whatever the name. */
export const ANY_NAME = -1;

interface ReadTags {
  readonly values: readonly TagValues[];
  readonly keyCount: number;
  readonly rareKeys: number;
}

/**
 * The values of every key, by the name of the span that carries it. Where keys are very many they are counted first, and
 * what becomes a column is read after that.
 * @param also keys that become columns however rare they are
 */
export function readTagValues(
  db: Connection,
  request: TagRequest,
  also: readonly string[],
  tell: (done: number, total: number) => void,
): ReadTags {
  let taker = readAll(db, new Taker(request), request, tell);
  const { keyCount } = taker;
  let { keys } = request;
  if (keyCount > MOST_KEYS && !keys) {
    keys = new Set([...taker.mostFrequent(), ...also]);
    taker = readAll(db, new Taker({ ...request, keys }), request, tell);
  }
  if (taker.counting) taker = readAll(db, new Taker({ ...request, keys, anyName: true }), request, tell);
  return { values: taker.values(), keyCount, rareKeys: keyCount - taker.keyCount };
}

function readAll(
  db: Connection,
  taker: Taker,
  request: TagRequest,
  tell: (done: number, total: number) => void,
): Taker {
  const { ids } = request.range;
  const first = ids[0];
  const last = ids.at(-1);
  if (first === undefined || last === undefined) return taker;
  const order = findTagOrder(db, first);
  const wanted = ids.filter((_, place) => request.needed[place] === 1);
  if (hasTagIndex(db) && (wanted.length < FEW * ids.length || order.kind === "scan")) {
    readTagsOf(db, wanted, taker.take, (done) => tell(done, wanted.length));
    return taker;
  }
  const ordered = order.kind === "ordered";
  const progress = createFinder(ids);
  readTagsInOrder(db, ordered ? order.fromId : FROM_THE_START, taker.take, (spanId) => {
    const place = progress(spanId);
    if (place > 0) tell(place, ids.length);
    return !ordered || (taker.rising && spanId <= last);
  });
  if (!ordered || taker.rising) return taker;
  // The probes saw order where there was none: some tags may lie before the place that was found.
  const again = taker.anew();
  readTagsInOrder(db, FROM_THE_START, again.take, () => true);
  return again;
}

class Taker {
  /** Whether span ids never fell so far. */
  rising = true;
  /** Whether there are too many pairs of keys and names for columns: keys are counted, and no values kept. */
  counting = false;
  #previous = Number.NEGATIVE_INFINITY;
  readonly #request: TagRequest;
  readonly #find: (id: number) => number;
  readonly #room = createRoom();
  /** By name code. */
  #byName = new Map<number, Map<string, TagValues>>();
  #pairs = 0;
  /** How often each key was met; without counting, 0 for each. */
  readonly #counts = new Map<string, number>();
  #uncounted = false;

  constructor(request: TagRequest) {
    this.#request = request;
    this.#find = createFinder(request.range.ids);
  }

  anew(): Taker {
    return new Taker(this.#request);
  }

  take = (spanId: number, key: string, value: string): void => {
    if (spanId < this.#previous) this.rising = false;
    this.#previous = spanId;
    const { range, needed, keys, anyName } = this.#request;
    const place = this.#find(spanId);
    if (place < 0 || needed[place] !== 1 || keys?.has(key) === false) return;
    const name = anyName ? ANY_NAME : (range.names[place] as number);
    const values = this.counting ? undefined : (this.#byName.get(name)?.get(key) ?? this.#add(key, name));
    if (values) values.add(place, value);
    else this.#count(key, 1);
  };

  /** Undefined where that would be one too many: what there is becomes counts. */
  #add(key: string, name: number): TagValues | undefined {
    const own = ownText(key);
    this.#counts.set(own, 0);
    this.#pairs++;
    const { keys, anyName } = this.#request;
    if ((this.#counts.size > MOST_KEYS && !keys) || (this.#pairs > MOST_PAIRS && !anyName)) {
      this.counting = true;
      for (const one of this.values()) this.#count(one.key, one.length);
      this.#byName = new Map();
      return undefined;
    }
    const values = new TagValues(own, name, this.#room);
    const byKey = this.#byName.get(name) ?? new Map<string, TagValues>();
    this.#byName.set(name, byKey.set(own, values));
    return values;
  }

  #count(key: string, times: number): void {
    const known = this.#counts.get(key);
    this.#counts.set(known === undefined ? ownText(key) : key, (known ?? 0) + times);
    // The rarest are forgotten, so that one that is frequent later has its place.
    for (let least = 1; this.#counts.size > MOST_COUNTED_KEYS; least++) {
      this.#uncounted = true;
      for (const [rare, count] of this.#counts) if (count <= least) this.#counts.delete(rare);
    }
  }

  get keyCount(): number {
    return this.#uncounted ? MOST_COUNTED_KEYS : this.#counts.size;
  }

  mostFrequent(): string[] {
    const ranked = [...this.#counts].sort((a, b) => b[1] - a[1]);
    return ranked.slice(0, MOST_KEYS).map(([key]) => key);
  }

  values(): TagValues[] {
    return [...this.#byName.values()].flatMap((own) => [...own.values()]);
  }
}
