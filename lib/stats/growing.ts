/** Typed arrays that grow: a plain array of three million numbers takes four times the memory. */

abstract class Growing<A extends Int32Array | Float64Array> {
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
