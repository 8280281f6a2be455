/** Typed arrays that grow: a plain array of three million numbers takes four times the memory. */

/** Ids in ascending order: half the size, as long as they fit. */
export type Ids = Uint32Array | Float64Array;
/** Indices into a list of texts: half the size, as long as that is short. */
export type Codes = Uint16Array | Int32Array;

abstract class Growing<A extends Ids | Codes> {
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

  /** Continues in a wider array. */
  protected widen(wider: A): void {
    wider.set(this.#array);
    this.#array = wider;
  }

  protected abstract make(length: number): A;
}

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

export class GrowingIds extends Growing<Ids> {
  #wide = false;

  /** @param expected how many values will come, if known */
  constructor(expected = FIRST_LENGTH) {
    super(new Uint32Array(Math.max(FIRST_LENGTH, expected)));
  }

  override push(id: number): void {
    if (!this.#wide && !(id >= 0 && id <= 0xffffffff)) {
      this.#wide = true;
      this.widen(new Float64Array(this.capacity));
    }
    super.push(id);
  }

  protected make(length: number): Ids {
    return this.#wide ? new Float64Array(length) : new Uint32Array(length);
  }
}

export class GrowingCodes extends Growing<Codes> {
  #wide = false;

  /** @param expected how many values will come, if known */
  constructor(expected = FIRST_LENGTH) {
    super(new Uint16Array(Math.max(FIRST_LENGTH, expected)));
  }

  override push(code: number): void {
    if (!this.#wide && code > 0xffff) {
      this.#wide = true;
      this.widen(new Int32Array(this.capacity));
    }
    super.push(code);
  }

  protected make(length: number): Codes {
    return this.#wide ? new Int32Array(length) : new Uint16Array(length);
  }
}
