/** The ancestors of scoped spans, and which of them carry a tag. */

import { NO_PARENT } from "../stats/intervals.ts";
import type { SpanRange } from "./span-range.ts";

export interface Ancestors {
  /** Index of each span's parent, or `NO_PARENT`. */
  readonly parents: Int32Array;
  /** Indices of the spans that enclose a scoped one at any depth, outer ones first. */
  readonly places: Int32Array;
  /** For each index, the position in `places`, or -1. */
  readonly order: Int32Array;
}

export function findAncestors({ rows }: Pick<SpanRange, "rows">, parents: Int32Array): Ancestors {
  const order = new Int32Array(rows.length).fill(-1);
  const found: number[] = [];
  const path: number[] = [];
  for (let place = 0; place < rows.length; place++) {
    if ((rows[place] as number) < 0) continue;
    let at = parents[place] as number;
    while (at !== NO_PARENT && order[at] === -1) {
      path.push(at);
      order[at] = 0;
      at = parents[at] as number;
    }
    for (let up = path.pop(); up !== undefined; up = path.pop()) {
      order[up] = found.length;
      found.push(up);
    }
  }
  return { parents, places: Int32Array.from(found), order };
}

/**
 * For every ancestor, the index of the nearest one, itself included, for which `carries` is set; -1 for none.
 * @param carries by position in `ancestors.places`
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
