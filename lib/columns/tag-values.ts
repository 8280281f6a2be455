/** The tags of one key on the spans of one name, as they come from the file. */
import { toNumber, type ValueKind } from "../questions/kind.ts";
import { Dictionary, type DictionaryRoom, UNLISTED_CODE } from "./dictionary.ts";
import { GrowingFloats, GrowingInts } from "./growing.ts";
import { findColumnKind, type KindCounts, numberOf, unifySpelling } from "./value-kinds.ts";

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
      this.#unlisted.push(toNumber(text) ?? Number.NaN);
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
    const found = findColumnKind(this.#dictionary.values, counts);
    const { values, codes } = this.#unify(found.kind);
    const unlisted = this.#unlisted.view;
    return {
      key: this.key,
      name: this.name,
      ...withUnlisted(found, this.length, unlisted),
      values,
      valueNumbers: Float64Array.from(values, (value) => numberOf(value, found.kind)),
      unlisted,
      places: this.#places.view,
      codes,
    };
  }

  /** Gives values that differ by their spelling only the same code. */
  #unify(kind: ValueKind): { values: readonly string[]; codes: Int32Array } {
    const { values } = this.#dictionary;
    const unified = new Map<string, number>();
    const newCodes = Int32Array.from(values, (value) => {
      const spelling = unifySpelling(value, kind);
      const code = unified.get(spelling) ?? unified.size;
      unified.set(spelling, code);
      return code;
    });
    const codes = this.#codes.view;
    if (unified.size < values.length)
      for (const [index, code] of codes.entries()) if (code >= 0) codes[index] = newCodes[code] as number;
    return { values: [...unified.keys()], codes };
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
