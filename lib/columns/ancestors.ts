/** The spans that scoped ones are nested in, and which of them is the nearest that carries a key. */
import { NO_PARENT } from "../stats/containment.ts";
import type { SpanRange } from "./span-range.ts";

export interface Ancestors {
  /** Index of each place's parent, or `NO_PARENT`. */
  readonly parents: Int32Array;
  /** Places of spans that have a scoped one within them, at any depth; outer ones before inner ones. */
  readonly places: Int32Array;
  /** Where in `places` a place is; -1 for others. */
  readonly order: Int32Array;
}

export function findAncestors({ ids, rows }: SpanRange, parents: Int32Array): Ancestors {
  const order = new Int32Array(ids.length).fill(-1);
  const found: number[] = [];
  const way: number[] = [];
  for (let place = 0; place < rows.length; place++) {
    if ((rows[place] as number) < 0) continue;
    let at = parents[place] as number;
    while (at !== NO_PARENT && order[at] === -1) {
      way.push(at);
      order[at] = 0;
      at = parents[at] as number;
    }
    for (let up = way.pop(); up !== undefined; up = way.pop()) {
      order[up] = found.length;
      found.push(up);
    }
  }
  return { parents, places: Int32Array.from(found), order };
}

/**
 * For every ancestor, itself or the nearest around it for which `carries` holds, as a place in the range; -1 for none.
 * @param carries by place in `ancestors.places`
 */
export function findCarriers(ancestors: Ancestors, carries: Uint8Array): Int32Array {
  const { places, parents, order } = ancestors;
  const carriers = new Int32Array(places.length).fill(-1);
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number;
    if (carries[index]) {
      carriers[index] = place;
      continue;
    }
    const parent = parents[place] as number;
    if (parent !== NO_PARENT) carriers[index] = carriers[order[parent] as number] as number;
  }
  return carriers;
}
