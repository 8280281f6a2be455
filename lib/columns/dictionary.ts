/** The different texts of a column, each with a code. */

import { toNumber } from "../model/kinds.ts";

/** No tag: the code of a span without the key. */
export const MISSING_CODE = -1;
/** A text that found no place in the dictionary any more. */
export const UNLISTED_CODE = -2;

/** Different texts of one column that get a code; of a column with more, every one is as good as unique. */
export const MOST_TEXTS = 50_000;
/** Different numbers: beyond, they are a measure, and nobody picks one of them from a list. */
export const MOST_NUMBERS = 5_000;

/** What all dictionaries of a reading share: 400,000 texts take about 50 MB. */
export interface DictionaryRoom {
  texts: number;
  characters: number;
}

export function createRoom(): DictionaryRoom {
  return { texts: 400_000, characters: 20_000_000 };
}

export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #room: DictionaryRoom;
  #full = false;

  constructor(room: DictionaryRoom) {
    this.#room = room;
  }

  /** The code of a text; `UNLISTED_CODE` once there is no room for another. */
  encode(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    if (this.#full) return UNLISTED_CODE;
    const room = this.#room;
    const { length } = this.values;
    const enough = length >= MOST_TEXTS || (length === MOST_NUMBERS && isMostlyNumbers(this.values));
    if (enough || room.texts <= 0 || room.characters < text.length) {
      this.#full = true;
      return UNLISTED_CODE;
    }
    room.texts--;
    room.characters -= text.length;
    const own = ownText(text);
    this.#codes.set(own, this.values.length);
    return this.values.push(own) - 1;
  }
}

function isMostlyNumbers(values: readonly string[]): boolean {
  return values.filter((value) => toNumber(value) !== undefined).length > values.length / 2;
}

/** A part of a longer string keeps all of it in memory; a copy does not. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}
