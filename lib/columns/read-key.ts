/**
 * One tag of very many spans, own or inherited, as one array. Columns of all keys take ten times the memory: of ten
 * million spans, none of the size that a reader may have.
 */

import type { ValueKind } from "../model/kinds.ts";
import { RUN_NAME } from "../model/run-tags.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import { readRunParameters } from "./run-parameters.ts";
import { INDEX_SHARE, scanTags } from "./scan-tags.ts";
import type { SpanRange } from "./span-range.ts";
import { MAX_TEXTS, MISSING_CODE, numberOf, ownText, UNLISTED_CODE } from "./tag-values.ts";

export interface KeyRequest {
  readonly key: string;
  /** The name of the spans that carry it; null if it does not matter. */
  readonly from: string | null;
  readonly kind: ValueKind;
  /** Whether to read numbers. */
  readonly numeric: boolean;
  /** Values that keep their codes; others get the next ones. */
  readonly texts: readonly string[];
}

/** By row of the range: numbers, NaN for none; or codes of texts, below 0 for none. */
export type KeyColumn =
  | { readonly numbers: Float64Array }
  | { readonly codes: Int32Array; readonly texts: readonly string[] };

/** The state of a slot: unknown, with a value, or without. */
export const UNKNOWN = 0;
export const FOUND = 1;
const NOTHING = 2;

/** Where the values of spans are while they are read: first those of scoped spans by row, then those around them. */
export interface Slots {
  /** By place; below 0 for spans that are neither in scope nor around one that is. Null if all are in scope. */
  readonly of: Int32Array | null;
  readonly count: number;
}

/** @param range its rows are overwritten, and not needed if all spans are in scope */
export function readKey(
  db: Connection,
  range: SpanRange,
  request: KeyRequest,
  tell: (done: number, total: number) => void,
): KeyColumn {
  const { parents } = range.parents();
  const slots = assignSlots(range, parents);
  const { states, values, texts, encode } = readOwn(db, { range, slots, request }, tell);
  const ofRun = readRunValues(db, range, request, encode);
  passDown(range, { slots, states, values }, { parents, ofRun });
  const column = slots.of ? values.subarray(0, range.count) : values;
  return column instanceof Float64Array ? { numbers: column } : { codes: column, texts };
}

export function assignSlots({ ids, rows, count }: SpanRange, parents: Int32Array): Slots {
  if (count === ids.length) return { of: null, count };
  let next = count;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    if (row < 0 || row >= count) continue;
    for (let up = parents[place] as number; up !== NO_PARENT && (rows[up] as number) < 0; up = parents[up] as number)
      rows[up] = next++;
  }
  return { of: rows, count: next };
}

interface OwnRequest {
  readonly range: SpanRange;
  readonly slots: Slots;
  readonly request: KeyRequest;
}

/** If a key is set twice on a span, the last value counts. */
function readOwn(db: Connection, { range, slots, request }: OwnRequest, tell: (done: number, total: number) => void) {
  const { ids, names, nameTexts } = range;
  const { key, from, kind, numeric } = request;
  const states = new Uint8Array(slots.count);
  const values = numeric
    ? new Float64Array(slots.count).fill(Number.NaN)
    : new Int32Array(slots.count).fill(MISSING_CODE);
  const dictionary = new TextCodes(request.texts);
  const toValue = numeric ? (text: string) => numberOf(text, kind) : (text: string) => dictionary.encode(text);
  const begin = () => {
    states.fill(UNKNOWN);
    const find = createFinder(ids);
    return (spanId: number, _key: string, value: string) => {
      const place = find(spanId);
      const slot = place < 0 || !slots.of ? place : (slots.of[place] as number);
      if (slot < 0) return;
      // The value of another name's spans hides this one's from their children.
      const counts = from === null || nameTexts[names[place] as number] === from;
      states[slot] = counts ? FOUND : NOTHING;
      if (counts) values[slot] = toValue(value);
    };
  };
  const needed = slots.of && slots.count < INDEX_SHARE * ids.length ? flagNeeded(slots.of) : undefined;
  scanTags(db, { spans: range, needed, keys: new Set([key]) }, begin, tell);
  return { states, values, texts: dictionary.texts, encode: toValue };
}

/** Whether a span's tags are needed only matters if there are so few that they are looked up one by one. */
export function flagNeeded(slots: Int32Array): Uint8Array {
  const needed = new Uint8Array(slots.length);
  for (let place = 0; place < slots.length; place++) if ((slots[place] as number) >= 0) needed[place] = 1;
  return needed;
}

/** The value that a root has from its run; undefined for none. */
type OfRun = (id: number) => number | undefined;

/** Null if no run has the key as a parameter. */
function readRunValues(
  db: Connection,
  { ids }: SpanRange,
  { key, from }: KeyRequest,
  encode: (text: string) => number,
): OfRun | null {
  if (from !== null && from !== RUN_NAME) return null;
  const found = readRunParameters(db, ids[0] as number, ids.at(-1) as number);
  if (!found?.runs.some((tags) => Object.hasOwn(tags, key))) return null;
  const values = found.runs.map((tags) => (Object.hasOwn(tags, key) ? encode(tags[key] as string) : undefined));
  return (id) => values[found.runOf(id)];
}

export interface Values {
  readonly slots: Slots;
  readonly states: Uint8Array;
  readonly values: Float64Array | Int32Array;
}

interface Above {
  readonly parents: Int32Array;
  readonly ofRun: OfRun | null;
}

/** Gives every span without the key the value of its nearest ancestor with it, the outermost of which is its run. */
export function passDown({ ids }: SpanRange, { slots, states, values }: Values, { parents, ofRun }: Above): void {
  const path: number[] = [];
  const slotOf = slots.of ? (place: number) => slots.of?.[place] as number : (place: number) => place;
  for (let place = ids.length - 1; place >= 0; place--) {
    if (slotOf(place) < 0) continue;
    let [at, root] = [place, place];
    while (at !== NO_PARENT && states[slotOf(at)] === UNKNOWN) {
      path.push(slotOf(at));
      root = at;
      at = parents[at] as number;
    }
    const slot = at === NO_PARENT ? -1 : slotOf(at);
    const above = states[slot] === FOUND ? values[slot] : undefined;
    const value = at === NO_PARENT && path.length > 0 ? ofRun?.(ids[root] as number) : above;
    for (let step = path.pop(); step !== undefined; step = path.pop()) {
      states[step] = value === undefined ? NOTHING : FOUND;
      if (value !== undefined) values[step] = value;
    }
  }
}

class TextCodes {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) this.#add(text);
  }

  encode(text: string): number {
    const code = this.#codes.get(text);
    if (code !== undefined) return code;
    return this.texts.length < MAX_TEXTS ? this.#add(ownText(text)) : UNLISTED_CODE;
  }

  #add(text: string): number {
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
