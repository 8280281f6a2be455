/**
 * The place of each call in the tree of its run: the k-th call of its name under the k-th call of its parent's name, and
 * so on up. In a program that does the same every time, the same place is the same call.
 */

import { countAllocated } from "../../stats/garbage.ts";
import { combineHashes, hashOf } from "../../stats/hashes.ts";
import { NO_PARENT } from "../../stats/intervals.ts";
import { NumberIndex } from "../../stats/number-index.ts";

export interface PlacedSpans {
  readonly starts: Float64Array;
  /** Index of each parent, or `NO_PARENT`; free of cycles. */
  readonly parents: Int32Array;
  readonly names: ArrayLike<number>;
  readonly nameTexts: readonly string[];
}

/** One hash per span, the same for the same place in any run. */
export function findPlacesInTree(spans: PlacedSpans): Float64Array {
  const { parents, names, nameTexts } = spans;
  const numbers = numberSiblings(spans);
  const nameHashes = nameTexts.map(hashOf);
  const hashes = new Float64Array(parents.length);
  const path: number[] = [];
  for (let index = 0; index < parents.length; index++) {
    let at = index;
    while (at !== NO_PARENT && hashes[at] === 0) {
      path.push(at);
      at = parents[at] as number;
    }
    let above = at === NO_PARENT ? ROOT : (hashes[at] as number);
    for (let step = path.pop(); step !== undefined; step = path.pop()) {
      above = combineHashes(combineHashes(above, nameHashes[names[step] as number] as number), numbers[step] as number);
      hashes[step] = above;
    }
  }
  return hashes;
}

const ROOT = hashOf("");

/** The how manieth each span is of its name under its parent, from 1, by start. */
function numberSiblings({ starts, parents, names, nameTexts }: PlacedSpans): Int32Array {
  const numbers = new Int32Array(parents.length);
  const groups = new NumberIndex(parents.length);
  const counts = new Int32Array(parents.length);
  countAllocated(numbers.byteLength + counts.byteLength);
  for (const index of orderByStart(starts)) {
    const siblings = ((parents[index] as number) + 1) * nameTexts.length + (names[index] as number);
    const group = groups.add(siblings);
    const number = (counts[group] as number) + 1;
    counts[group] = number;
    numbers[index] = number;
  }
  return numbers;
}

/** Indices by start; of equal ones, in the order they have. */
export function orderByStart(starts: Float64Array): Int32Array {
  const order = new Int32Array(starts.length);
  let rising = true;
  for (let index = 0; index < order.length; index++) {
    order[index] = index;
    if (index > 0 && !((starts[index] as number) >= (starts[index - 1] as number))) rising = false;
  }
  return rising ? order : order.sort((a, b) => compareStarts(starts[a] as number, starts[b] as number) || a - b);
}

/** Starts that are no numbers come last. */
function compareStarts(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
