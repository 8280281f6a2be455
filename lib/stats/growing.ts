/** Typed arrays that grow: a plain array of three million numbers takes four times the memory. */

abstract class Growing<A extends Int32Array | Float64Array | Ids | Codes> {
  #array: A;
  length = 0;

  constructor(array: A) {
    this.#array = array;
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.make(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  /** Copies the values into an array of another kind. */
  protected widen(): void {
    const wider = this.make(this.#array.length);
    wider.set(this.#array);
    this.#array = wider;
  }

  at(index: number): number {
    return this.#array[index] as number;
  }

  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  /** The values pushed so far; valid until the next `push`. */
  get view(): A {
    return this.#array.subarray(0, this.length) as A;
  }

  /** How many values fit before the array has to be copied. */
  get capacity(): number {
    return this.#array.length;
  }

  protected abstract make(length: number): A;
}

/** Ids; in four bytes each unless they need eight. */
export type Ids = Float64Array | Uint32Array;
/** Codes from 0; in one byte each while there are few. */
export type Codes = Int32Array | Uint8Array;

/** Small, because of thousands of keys most occur on only a few spans. */
const FIRST_LENGTH = 8;

export class GrowingInts extends Growing<Int32Array> {
  /** @param expected how many values will come, if known */
  constructor(expected = FIRST_LENGTH) {
    super(new Int32Array(Math.max(FIRST_LENGTH, expected)));
  }
  protected make(length: number): Int32Array {
    return new Int32Array(length);
  }
}

export class GrowingFloats extends Growing<Float64Array> {
  /** @param expected how many values will come, if known */
  constructor(expected = FIRST_LENGTH) {
    super(new Float64Array(Math.max(FIRST_LENGTH, expected)));
  }
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }
}

/** Whole numbers from 0, of which ten million take 40 MB instead of 80. */
export class GrowingIds extends Growing<Ids> {
  readonly #isShort: boolean;

  /** @param largest the largest id there may be */
  constructor(expected: number, largest: number) {
    const length = Math.max(FIRST_LENGTH, expected);
    const isShort = largest <= MAX_SHORT;
    super(isShort ? new Uint32Array(length) : new Float64Array(length));
    this.#isShort = isShort;
  }
  protected make(length: number): Ids {
    return this.#isShort ? new Uint32Array(length) : new Float64Array(length);
  }
}

export const MAX_SHORT = 2 ** 32 - 1;
const MAX_BYTE = 255;

export class GrowingCodes extends Growing<Codes> {
  #isShort = true;

  constructor(expected: number) {
    super(new Uint8Array(Math.max(FIRST_LENGTH, expected)));
  }

  override push(value: number): void {
    if (this.#isShort && value > MAX_BYTE) {
      this.#isShort = false;
      this.widen();
    }
    super.push(value);
  }

  protected make(length: number): Codes {
    return this.#isShort ? new Uint8Array(length) : new Int32Array(length);
  }
}
