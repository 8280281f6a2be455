/** Looks ids up in a sorted array. */
import { firstNotBelow } from "../stats/sorted.ts";

/**
 * A function that gives the index of an id, or -1. It is fastest when asked in rising order, as rows come from a file:
 * then the place is where the last one was, or just behind it.
 * @param ids rising
 */
export function createFinder(ids: Float64Array): (id: number) => number {
  let last = 0;
  return (id) => {
    const here = ids[last];
    if (here === id) return last;
    if (here !== undefined && id > here) {
      const next = ids[last + 1];
      if (next === id) return ++last;
      if (next === undefined || id < next) return -1;
    }
    const place = firstNotBelow(ids, id);
    if (place < ids.length) last = place;
    return ids[place] === id ? place : -1;
  };
}
