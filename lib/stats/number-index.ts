import { countAllocated } from "./garbage.ts";

/**
 * Numbers in the order in which they were first added. A `Map` of as many hashes boxes each one, and takes five times as
 * long.
 */
export class NumberIndex {
  #slots: Int32Array;
  #numbers: Float64Array;
  #size = 0;

  /** @param expected how many distinct numbers; more are taken, too */
  constructor(expected: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(8, expected))));
    this.#numbers = new Float64Array(Math.max(8, expected));
    countAllocated(this.#slots.byteLength + this.#numbers.byteLength);
  }

  get size(): number {
    return this.#size;
  }

  /** The place of a number, which is added if it is new. */
  add(number: number): number {
    const slot = this.#slotOf(number);
    const known = (this.#slots[slot] as number) - 1;
    if (known >= 0) return known;
    if (this.#size === this.#numbers.length) {
      this.#grow();
      return this.add(number);
    }
    this.#numbers[this.#size] = number;
    this.#slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  /** -1 if it was not added. */
  find(number: number): number {
    return (this.#slots[this.#slotOf(number)] as number) - 1;
  }

  /** The slot that holds a number, or the empty one where it belongs. Slots hold places from 1. */
  #slotOf(number: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(number >>> 0, 0x9e3779b1) ^ Math.imul((number / 2 ** 32) | 0, 0x85ebca6b)) & mask;
    for (;;) {
      const place = this.#slots[slot] as number;
      if (place === 0 || this.#numbers[place - 1] === number) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const numbers = this.#numbers;
    this.#numbers = new Float64Array(2 * numbers.length);
    this.#numbers.set(numbers);
    this.#slots = new Int32Array(2 * this.#slots.length);
    countAllocated(this.#slots.byteLength + this.#numbers.byteLength);
    for (let place = 0; place < this.#size; place++) this.#slots[this.#slotOf(numbers[place] as number)] = place + 1;
  }
}
