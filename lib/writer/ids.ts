/**
 * The row ids of written spans by sequence number, as ranges. The ids of a transaction are consecutive, and continue
 * those of the one before unless another process wrote in between: usually there is a single range.
 */

import { identityOf, numbersOf } from "../store/file-check.ts";

const WIDTH = 3;
const SMALL = 1024;
/** Bytes before the ranges in shared memory. */
const HEAD = 24;
/**
 * Enough for three hours at a hundred transactions a second, with another process writing between any two. Older
 * ranges are forgotten.
 */
export const MAX_RANGES = 1_000_000;

export class Ids {
  /** `first sequence number, last sequence number, first id` of each range, in ascending order. */
  #ranges: Float64Array;
  /** The number of ranges, in shared memory so that the program's thread can go on where the writing thread ended. */
  readonly #length: Int32Array;
  /** Device and inode of the file. */
  readonly #file: Float64Array;

  constructor(memory?: SharedArrayBuffer) {
    this.#length = memory ? new Int32Array(memory, 0, 1) : new Int32Array(1);
    this.#file = memory ? new Float64Array(memory, 8, 2) : new Float64Array(2);
    this.#ranges = memory ? new Float64Array(memory, HEAD) : new Float64Array(SMALL * WIDTH);
  }

  /** The identity of the file that the ids belong to; empty before there is one. */
  get file(): string {
    return identityOf(this.#file[0] as number, this.#file[1] as number);
  }

  set file(identity: string) {
    this.#file.set(numbersOf(identity));
  }

  /** Memory for `MAX_RANGES` ranges, virtual until it is used. */
  static share(): SharedArrayBuffer {
    return new SharedArrayBuffer(HEAD + MAX_RANGES * WIDTH * 8);
  }

  copyTo(other: Ids): void {
    const length = this.#count;
    other.#ranges.set(this.#ranges.subarray(0, length * WIDTH));
    other.#count = length;
    other.#file.set(this.#file);
  }

  add(firstSequence: number, count: number, firstId: number): void {
    if (count === 0) return;
    const at = (this.#count - 1) * WIDTH;
    const ranges = this.#ranges;
    const last = ranges[at + 1];
    if (
      at >= 0 &&
      last === firstSequence - 1 &&
      (ranges[at + 2] as number) + last - (ranges[at] as number) + 1 === firstId
    ) {
      ranges[at + 1] = firstSequence + count - 1;
      return;
    }
    if ((this.#count + 1) * WIDTH > ranges.length) this.#makeRoom();
    this.#ranges.set([firstSequence, firstSequence + count - 1, firstId], this.#count * WIDTH);
    this.#count += 1;
  }

  /** The id of a span's row; undefined if it was not written or is forgotten. */
  find(sequence: number): number | undefined {
    let [low, high] = [0, this.#count - 1];
    const ranges = this.#ranges;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = middle * WIDTH;
      if (sequence < (ranges[at] as number)) high = middle - 1;
      else if (sequence > (ranges[at + 1] as number)) low = middle + 1;
      else return (ranges[at + 2] as number) + sequence - (ranges[at] as number);
    }
    return undefined;
  }

  /** The last id assigned; undefined if none is known. */
  get lastId(): number | undefined {
    const at = (this.#count - 1) * WIDTH;
    const ranges = this.#ranges;
    return at < 0 ? undefined : (ranges[at + 2] as number) + (ranges[at + 1] as number) - (ranges[at] as number);
  }

  clear(): void {
    this.#count = 0;
  }

  get #count(): number {
    return this.#length[0] as number;
  }

  set #count(count: number) {
    this.#length[0] = count;
  }

  #makeRoom(): void {
    const ranges = this.#ranges;
    if (ranges.length < MAX_RANGES * WIDTH && ranges.buffer instanceof ArrayBuffer) {
      const larger = new Float64Array(Math.min(ranges.length * 2, MAX_RANGES * WIDTH));
      larger.set(ranges);
      this.#ranges = larger;
      return;
    }
    const remaining = this.#count >> 1;
    ranges.copyWithin(0, (this.#count - remaining) * WIDTH, this.#count * WIDTH);
    this.#count = remaining;
  }
}
