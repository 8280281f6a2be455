/** How many spans each name of a scope has, and how long they took together. */

import type { SpanRange } from "../../columns/span-range.ts";

export interface NameSum {
  readonly name: string;
  /** Of the spans read. */
  readonly count: number;
  /** Seconds; without negative durations. */
  readonly total: number;
  readonly firstId: number;
}

/** By first id. */
export function sumByName({ ids, durations, names, nameTexts, rows }: SpanRange): NameSum[] {
  const counts = new Float64Array(nameTexts.length);
  const totals = new Float64Array(nameTexts.length);
  const first = new Map<number, number>();
  for (let place = 0; place < rows.length; place++) {
    if ((rows[place] as number) < 0) continue;
    const code = names[place] as number;
    if (counts[code] === 0) first.set(code, ids[place] as number);
    counts[code] = (counts[code] as number) + 1;
    const duration = durations[place] as number;
    if (duration > 0) totals[code] = (totals[code] as number) + duration;
  }
  return [...first].map(([code, firstId]) => ({
    name: nameTexts[code] ?? "",
    count: counts[code] as number,
    total: totals[code] as number,
    firstId,
  }));
}
