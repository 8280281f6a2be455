/**
 * The paths of a tree, numbered as they are found: a hash table over typed arrays, as a Map of a million paths takes four
 * times as long. A path is its parent's number and a step, so that no text is ever joined.
 */
import { GrowingInts } from "../../stats/growing.ts";

/** Stands for the parent of a path of one step. */
export const NO_PATH = -1;

const FIRST_SIZE = 1024;
const FREE = -1;

export class PathTable {
  readonly #parents = new GrowingInts();
  readonly #steps = new GrowingInts();
  /** A power of two of slots, at most half of them taken. */
  #slots = new Int32Array(FIRST_SIZE).fill(FREE);

  /** The number of each path's parent, which is lower than its own. */
  get parents(): Int32Array {
    return this.#parents.view;
  }

  /** The last step of each path. */
  get steps(): Int32Array {
    return this.#steps.view;
  }

  /** The number of a path, which is new if it was not asked for before. */
  find(parent: number, step: number): number {
    const slot = this.#findSlot(parent, step);
    const found = this.#slots[slot] as number;
    if (found !== FREE) return found;
    const path = this.#parents.length;
    this.#parents.push(parent);
    this.#steps.push(step);
    this.#slots[slot] = path;
    if (2 * (path + 1) > this.#slots.length) this.#grow();
    return path;
  }

  #findSlot(parent: number, step: number): number {
    const [parents, steps, slots] = [this.#parents, this.#steps, this.#slots];
    const mask = slots.length - 1;
    let slot = mix(parent, step) & mask;
    for (;;) {
      const path = slots[slot] as number;
      if (path === FREE || (parents.at(path) === parent && steps.at(path) === step)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(FREE);
    const [parents, steps] = [this.parents, this.steps];
    for (let path = 0; path < parents.length; path++)
      this.#slots[this.#findSlot(parents[path] as number, steps[path] as number)] = path;
  }
}

function mix(parent: number, step: number): number {
  const mixed = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
