/** Finds spans by their ids. */

import type { Ids } from "../stats/growing.ts";
import { firstNotBelow } from "../stats/order.ts";

/**
 * Returns a function that maps an id to its index, or -1. Fastest when called in ascending order, as rows come from a
 * file: the index is then that of the last call or the next one.
 * @param ids ascending
 */
export function createFinder(ids: Ids): (id: number) => number {
  let last = 0;
  return (id) => {
    const here = ids[last];
    if (here === id) return last;
    if (here !== undefined && id > here) {
      const next = ids[last + 1];
      if (next === id) return ++last;
      if (next === undefined || id < next) return -1;
    }
    const index = firstNotBelow(ids, id);
    if (index < ids.length) last = index;
    return ids[index] === id ? index : -1;
  };
}
