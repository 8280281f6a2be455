/** The tags of one key on the spans of one name, as they come from the file, and what kind of values they are. */

import { isCode, isNothing, toNumber, type ValueKind } from "../model/kinds.ts";
import { GrowingFloats, GrowingInts } from "../stats/growing.ts";
import { Dictionary, type DictionaryRoom, UNLISTED_CODE } from "./dictionary.ts";

export class TagValues {
  readonly key: string;
  /** Code of the span name that carries them. */
  readonly name: number;
  readonly #dictionary: Dictionary;
  readonly #places = new GrowingInts();
  /** Codes; from `UNLISTED_CODE` downwards, places in `#unlisted`. */
  readonly #codes = new GrowingInts();
  /** The numbers of texts that have no code: of a million different ratios this is what is needed. */
  readonly #unlisted = new GrowingFloats();
  /** Whether a text without a code says more than a number. */
  #coded = false;
  #lastPlace = -1;

  constructor(key: string, name: number, room: DictionaryRoom) {
    this.key = key;
    this.name = name;
    this.#dictionary = new Dictionary(room);
  }

  /** Of a key set twice on a span, the last counts. */
  add(place: number, text: string): void {
    let code = this.#dictionary.encode(text);
    if (code === UNLISTED_CODE) {
      code = UNLISTED_CODE - this.#unlisted.length;
      const number = toNumber(text);
      this.#unlisted.push(number ?? Number.NaN);
      if (number === undefined) this.#coded ||= isCode(text);
    }
    if (place === this.#lastPlace) {
      this.#codes.set(this.#codes.length - 1, code);
      return;
    }
    this.#lastPlace = place;
    this.#places.push(place);
    this.#codes.push(code);
  }

  get length(): number {
    return this.#places.length;
  }

  finish(): FinishedValues {
    const counts = new Float64Array(this.#dictionary.values.length);
    for (const code of this.#codes.view) if (code >= 0) counts[code] = (counts[code] as number) + 1;
    const { values } = this.#dictionary;
    const listed = findColumnKind(values, counts);
    const found = this.#coded && listed.kind === "number" ? { ...listed, kind: "text" as const } : listed;
    const unlisted = this.#unlisted.view;
    return {
      key: this.key,
      name: this.name,
      ...withUnlisted(found, this.length, unlisted),
      values,
      valueNumbers: Float64Array.from(values, (value) => numberOf(value, found.kind)),
      unlisted,
      places: this.#places.view,
      codes: this.#codes.view,
    };
  }
}

/** The values of a column, with the places of the spans that carry them. */
export interface FinishedValues extends KindCounts {
  readonly key: string;
  readonly name: number;
  readonly values: readonly string[];
  readonly valueNumbers: Float64Array;
  readonly unlisted: Float64Array;
  readonly places: Int32Array;
  readonly codes: Int32Array;
}

function withUnlisted(found: KindCounts, length: number, unlisted: Float64Array): KindCounts {
  if (unlisted.length === 0) return found;
  let numbers = 0;
  for (const number of unlisted) if (!Number.isNaN(number)) numbers++;
  const listed = length - unlisted.length;
  return { kind: found.kind, numericShare: (found.numericShare * listed + numbers) / Math.max(length, 1) };
}

/** What an entry's code says: its number, from the dictionary or from beside it. */
export function numberOfCode({ valueNumbers, unlisted }: FinishedValues, code: number): number {
  return (code >= 0 ? valueNumbers[code] : unlisted[UNLISTED_CODE - code]) ?? Number.NaN;
}

/** A column counts as numbers when this share of the values that say something are: a few "n/a" do not spoil it, a code does. */
const MOST = 0.9;

const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export interface KindCounts {
  readonly kind: ValueKind;
  /** Values that are numbers, of all that there are, 0 to 1. */
  readonly numericShare: number;
}

/** @param counts how often each value occurs */
export function findColumnKind(values: readonly string[], counts: ArrayLike<number>): KindCounts {
  let all = 0;
  let nothing = 0;
  let numbers = 0;
  let booleans = 0;
  let times = 0;
  let codes = 0;
  for (const [code, value] of values.entries()) {
    const count = counts[code] ?? 0;
    all += count;
    if (toNumber(value) !== undefined) numbers += count;
    else if (isCode(value)) codes += count;
    else if (isNothing(value)) nothing += count;
    else if (BOOLEAN.test(value)) booleans += count;
    else if (toSeconds(value) !== undefined) times += count;
  }
  const telling = all - nothing;
  const numericShare = all === 0 ? 0 : numbers / all;
  if (telling === 0) return { kind: "text", numericShare };
  if (booleans === telling) return { kind: "boolean", numericShare };
  if (numbers >= MOST * telling && codes === 0) return { kind: "number", numericShare };
  return { kind: times >= MOST * telling ? "time" : "text", numericShare };
}

/** A value as a number to reckon with: times are seconds since the epoch, true is 1. NaN when it is none. */
export function numberOf(value: string, kind: ValueKind): number {
  if (kind === "number") return toNumber(value) ?? Number.NaN;
  if (kind === "time") return toSeconds(value) ?? Number.NaN;
  if (kind === "boolean" && BOOLEAN.test(value)) return value.length === 4 ? 1 : 0;
  return Number.NaN;
}

function toSeconds(value: string): number | undefined {
  if (!TIME.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
