/** Reads the tags of the spans that are needed, by whatever way the file offers. */
import type { Connection } from "../driver.ts";
import { findTagOrder, hasTagIndex } from "../questions/tag-range.ts";
import { createRoom } from "./dictionary.ts";
import { createFinder } from "./finder.ts";
import type { SpanRange } from "./span-range.ts";
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
}

/** The values of every key, by the name of the span that carries it. */
export function readTagValues(
  db: Connection,
  request: TagRequest,
  tell: (done: number, total: number) => void,
): TagValues[] {
  const { ids } = request.range;
  const first = ids[0];
  const last = ids.at(-1);
  if (first === undefined || last === undefined) return [];
  const order = findTagOrder(db, first);
  const wanted = ids.filter((_, place) => request.needed[place] === 1);
  const taker = new Taker(request);
  if (hasTagIndex(db) && (wanted.length < FEW * ids.length || order.kind === "scan")) {
    readTagsOf(db, wanted, taker.take, (done) => tell(done, wanted.length));
    return taker.values();
  }
  const ordered = order.kind === "ordered";
  const progress = createFinder(ids);
  readTagsInOrder(db, ordered ? order.fromId : FROM_THE_START, taker.take, (spanId) => {
    const place = progress(spanId);
    if (place > 0) tell(place, ids.length);
    return !ordered || (taker.rising && spanId <= last);
  });
  if (!ordered || taker.rising) return taker.values();
  // The probes saw order where there was none: some tags may lie before the place that was found.
  const again = new Taker(request);
  readTagsInOrder(db, FROM_THE_START, again.take, () => true);
  return again.values();
}

class Taker {
  /** Whether span ids never fell so far. */
  rising = true;
  #previous = Number.NEGATIVE_INFINITY;
  readonly #request: TagRequest;
  readonly #find: (id: number) => number;
  readonly #room = createRoom();
  /** By name code. */
  readonly #byName: Map<string, TagValues>[] = [];

  constructor(request: TagRequest) {
    this.#request = request;
    this.#find = createFinder(request.range.ids);
  }

  take = (spanId: number, key: string, value: string): void => {
    if (spanId < this.#previous) this.rising = false;
    this.#previous = spanId;
    const { range, needed, keys } = this.#request;
    const place = this.#find(spanId);
    if (place < 0 || needed[place] !== 1 || keys?.has(key) === false) return;
    const name = range.names[place] as number;
    let own = this.#byName[name];
    if (!own) {
      own = new Map();
      this.#byName[name] = own;
    }
    let values = own.get(key);
    if (!values) {
      values = new TagValues(key, name, this.#room);
      own.set(values.key, values);
    }
    values.add(place, value);
  };

  values(): TagValues[] {
    return this.#byName.flatMap((own) => [...own.values()]);
  }
}
