/** How many spans of each name have an error. */

import { UNFINISHED } from "../model/error-filter.ts";
import type { Connection } from "../store/driver.ts";
import { readErrors } from "./read-errors.ts";
import type { SpanRange } from "./span-range.ts";

export interface NameErrors {
  /** Failed and unfinished spans, by the code of their name. */
  readonly errors: Uint32Array;
  /** The unfinished ones among them. */
  readonly unfinished: Uint32Array;
}

/** Counts spans in scope with a duration: those that the figures of their names are about. */
export function countErrors(db: Connection, range: SpanRange): NameErrors {
  const { names, nameTexts, durations } = range;
  const errors = new Uint32Array(nameTexts.length);
  const unfinished = new Uint32Array(nameTexts.length);
  const found = readErrors(db, range);
  for (const [entry, place] of (found?.places ?? []).entries()) {
    if (Number.isNaN(durations[place])) continue;
    const name = names[place] as number;
    errors[name] = (errors[name] as number) + 1;
    if (found?.values[found.codes[entry] as number] === UNFINISHED) unfinished[name] = (unfinished[name] as number) + 1;
  }
  return { errors, unfinished };
}
