/** Collects the values of one tag key on the spans of one name, dictionary-encoded, and infers their kind. */

import { isCode, isNothing, toNumber, type ValueKind } from "../model/kinds.ts";
import { GrowingFloats, GrowingInts } from "../stats/growing.ts";
import { mapFloats } from "../stats/typed-arrays.ts";

/** The code of a span without the key. */
export const MISSING_CODE = -1;
/** The code of a text for which the dictionary has no room. */
export const UNLISTED_CODE = -2;

/** Distinct texts per column that get a code; a column with more is practically unique. */
export const MAX_TEXTS = 50_000;
/** The same for numbers: a column with more is a measurement, and nobody picks one from a list. */
export const MAX_NUMBERS = 5_000;

/** Shared by all dictionaries of one read: 400,000 texts take about 50 MB. */
export interface DictionaryBudget {
  texts: number;
  characters: number;
}

export function createBudget(): DictionaryBudget {
  return { texts: 400_000, characters: 20_000_000 };
}

export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #budget: DictionaryBudget;
  #full = false;

  constructor(budget: DictionaryBudget) {
    this.#budget = budget;
  }

  /** The code of a text; `UNLISTED_CODE` if it is new and the dictionary is full. */
  encode(text: string): number {
    const code = this.#codes.get(text);
    if (code !== undefined) return code;
    if (this.#full) return UNLISTED_CODE;
    const budget = this.#budget;
    const { length } = this.values;
    const enough = length >= MAX_TEXTS || (length === MAX_NUMBERS && isMostlyNumbers(this.values));
    if (enough || budget.texts <= 0 || budget.characters < text.length) {
      this.#full = true;
      return UNLISTED_CODE;
    }
    budget.texts--;
    budget.characters -= text.length;
    const own = ownText(text);
    this.#codes.set(own, this.values.length);
    return this.values.push(own) - 1;
  }
}

function isMostlyNumbers(values: readonly string[]): boolean {
  return values.filter((value) => toNumber(value) !== undefined).length > values.length / 2;
}

/** Copies a string: a slice would keep the whole string it comes from in memory. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}

export class TagValues {
  readonly key: string;
  /** Code of the span name. */
  readonly name: number;
  readonly #dictionary: Dictionary;
  readonly #places = new GrowingInts();
  /** Codes; from `UNLISTED_CODE` downwards, indices into `#unlisted`. */
  readonly #codes = new GrowingInts();
  /** The numbers of texts without a code: all that a million distinct ratios are needed for. */
  readonly #unlisted = new GrowingFloats();
  /** Whether any text without a dictionary code looks like an identifier (`isCode`). */
  #coded = false;
  #lastPlace = -1;

  constructor(key: string, name: number, budget: DictionaryBudget) {
    this.key = key;
    this.name = name;
    this.#dictionary = new Dictionary(budget);
  }

  /** If a key is set twice on a span, the last value counts. */
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
      valueNumbers: mapFloats(values, (value) => numberOf(value, found.kind)),
      unlisted,
      places: this.#places.view,
      codes: this.#codes.view,
    };
  }
}

/** The values of a column, and the indices of the spans that carry them. */
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

/** The number behind a code, whether it is in the dictionary or not. */
export function numberOfCode({ valueNumbers, unlisted }: FinishedValues, code: number): number {
  return (code >= 0 ? valueNumbers[code] : unlisted[UNLISTED_CODE - code]) ?? Number.NaN;
}

/**
 * The share of meaningful values that must be numbers in a numeric column: a few "n/a" are fine, a single code is not.
 */
const MIN_KIND_SHARE = 0.9;

const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export interface KindCounts {
  readonly kind: ValueKind;
  /** The share of all values that are numbers, 0 to 1. */
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
  if (numbers >= MIN_KIND_SHARE * telling && codes === 0) return { kind: "number", numericShare };
  return { kind: times >= MIN_KIND_SHARE * telling ? "time" : "text", numericShare };
}

/** The number to calculate with: times as seconds since the epoch, booleans as 0 and 1, anything else NaN. */
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
