/**
 * An even sample of a run: 200 blocks of 1,000 neighbouring ids. A span's children end just before it, so blocks hold
 * whole subtrees, which single ids would not; and they are 200 sequential reads instead of 200,000 random ones.
 *
 * Sampling is stratified: one block at a random place in each of 200 equal parts. Equally spaced blocks could keep step
 * with a loop of the program.
 */

import { ALWAYS_EXACT } from "../model/basis.ts";
import { createRandom } from "../stats/random.ts";
import type { IdRange } from "./recorded-ranges.ts";

export const BLOCKS = 200;
export const BLOCK_SPANS = 1_000;

/**
 * The blocks of a sample, ascending and disjoint; null if all spans should be read.
 * @param ranges the ids of the run, ascending and disjoint: one, unless other runs wrote in between
 * @param count spans in these ranges
 */
export function planBlocks(ranges: readonly IdRange[], count: number): IdRange[] | null {
  if (count <= ALWAYS_EXACT) return null;
  const ids = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
  const part = ids / BLOCKS;
  // Where ids are missing, blocks are as much longer.
  const size = Math.min(Math.floor(part), Math.ceil((BLOCK_SPANS * ids) / count));
  // The same spans get the same sample, so that no figure changes from page to page.
  const random = createRandom(hashIds(ranges));
  const idAt = findIds(ranges);
  return Array.from({ length: BLOCKS }, (_, block) => {
    const from = Math.floor(block * part);
    const slack = Math.floor((block + 1) * part) - from - size;
    const first = from + Math.floor(random.next() * (slack + 1));
    return { firstId: idAt(first), lastId: idAt(first + size - 1) };
  });
}

function sizeOf({ firstId, lastId }: IdRange): number {
  return lastId - firstId + 1;
}

function hashIds(ranges: readonly IdRange[]): number {
  return ((ranges[0]?.firstId ?? 0) * 2_654_435_761 + (ranges.at(-1)?.lastId ?? 0)) % 2 ** 32;
}

/** Maps places among all ids of the ranges to ids. Called in ascending order. */
function findIds(ranges: readonly IdRange[]): (place: number) => number {
  let at = 0;
  let before = 0;
  return (place) => {
    while (at + 1 < ranges.length && place - before >= sizeOf(ranges[at] as IdRange)) {
      before += sizeOf(ranges[at] as IdRange);
      at++;
    }
    return (ranges[at]?.firstId ?? 0) + place - before;
  };
}
