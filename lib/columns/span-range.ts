/** The spans of a scope among all spans between its first and last: parents of scoped spans may be out of scope. */

import type { Basis } from "../model/basis.ts";
import { type FieldFilter, makeFieldTests, type TagFilter } from "../model/filter.ts";
import type { SpanWindow } from "../model/run.ts";
import { collectGarbage } from "../stats/garbage.ts";
import type { BlockSample } from "../stats/sampling.ts";
import type { Connection } from "../store/driver.ts";
import { findErrorMatches } from "./error-matches.ts";
import { keepSpans, OUTSIDE, type Spans } from "./kept-spans.ts";
import type { IdRange } from "./recorded-ranges.ts";
import { BLOCK_SPANS, BLOCKS, planBlocks } from "./sample-blocks.ts";
import { findTagMatches } from "./tag-matches.ts";
import { makeTimeTest, type TimeLimits } from "./time-test.ts";

/** What limits a scope within its window. */
export interface SpanFilter extends TimeLimits {
  /** The ids of the run's own spans, ascending, if other runs wrote in between; null for all ids of the window. */
  readonly ranges: readonly IdRange[] | null;
  /** Empty for all. */
  readonly names: readonly string[];
  readonly tags: readonly TagFilter[];
  /** On durations and names. */
  readonly only: readonly FieldFilter[];
  /** See `error-filter.ts`; null if not limited. */
  readonly error: string | null;
}

/** The part of `ScopedSpans` needed here. */
export interface ColumnSource {
  readonly window: SpanWindow;
  readonly filter: SpanFilter;
}

/** Whether to read everything, or a sample if that is much less. */
export type Reading = "exact" | "sample";

export interface SpanRange extends Spans {
  /** The row of each span among those in scope; `OUT` for the others, `OUT_OF_SAMPLE` if only the sample is to blame. */
  readonly rows: Int32Array;
  /** Spans in scope. */
  readonly count: number;
  readonly basis: Basis;
  /** How to scale what was counted in a sample; null if all spans were read. */
  readonly sample: BlockSample | null;
}

/** From this many spans on, what the last answer needed is freed first. */
const LARGE = 2_000_000;
/** The row of a span that is not in scope. */
export const OUT = -1;
/** The row of a span that would be in scope, but was only read as an ancestor of sampled ones. */
export const OUT_OF_SAMPLE = -2;

export function readSpanRange(
  db: Connection,
  { window, filter }: ColumnSource,
  reading: Reading,
  tell: (done: number, total: number) => void,
): SpanRange {
  const { firstId, lastId } = window;
  const ids = lastId - firstId + 1;
  if (reading === "exact" && window.count > LARGE) collectGarbage();
  const blocks = reading === "sample" ? planBlocks(filter.ranges ?? [window], window.count) : null;
  // Without other runs in between, the window's count is exact.
  const count = blocks ? BLOCKS * BLOCK_SPANS : filter.ranges ? ids : window.count;
  const spans = keepSpans(db, { firstId, lastId, blocks, count }, tell);
  const { rows, own, inScope, perBlock } = selectRows(spans, filter, findMatches(db, spans, filter));
  const scale = blocks ? window.count / Math.max(1, own) : 1;
  const basis = { read: own, of: blocks ? window.count : own, exact: blocks === null };
  const sample = blocks ? { spans: perBlock, scale } : null;
  return { ...spans, rows, count: inScope, basis: { ...basis, seconds: blocks ? spans.seconds * scale : 0 }, sample };
}

/** By place: 1 if a span passes all tag and error filters. Null without any. */
function findMatches(db: Connection, spans: Spans, { tags, error }: SpanFilter): Uint8Array | null {
  const each = tags.map((filter) =>
    spans.remember(JSON.stringify(filter), () => findTagMatches(db, spans, filter).matches),
  );
  if (error !== null) each.push(spans.remember(JSON.stringify({ error }), () => findErrorMatches(db, spans, error)));
  const [first = null, ...rest] = each;
  if (!first || rest.length === 0) return first;
  // A copy: what is remembered must not change.
  const all = first.slice();
  for (const matches of rest)
    for (let place = 0; place < matches.length; place++) if (matches[place] === 0) all[place] = 0;
  return all;
}

function selectRows(spans: Spans, { ranges, names, only, ...limits }: SpanFilter, matches: Uint8Array | null) {
  const { ids, starts, durations, blockOf } = spans;
  const isInTime = makeTimeTest(limits);
  const { name: isNamed = () => true, duration: isLong } = makeFieldTests(only);
  const isWanted = (name: string) => (names.length === 0 || names.includes(name)) && isNamed(name);
  const wanted = spans.nameTexts.map(isWanted);
  const isLimited = wanted.includes(false);
  const isInRun = ranges && followRanges(ranges);
  const rows = new Int32Array(ids.length).fill(OUT);
  const perBlock = new Float64Array(blockOf ? BLOCKS : 0);
  let own = 0;
  let inScope = 0;
  for (let place = 0; place < ids.length; place++) {
    const block = blockOf ? (blockOf[place] as number) : OUTSIDE;
    const sampled = !blockOf || block !== OUTSIDE;
    if (isInRun && !isInRun(ids[place] as number)) continue;
    if (sampled) own++;
    if (blockOf && sampled) perBlock[block] = (perBlock[block] as number) + 1;
    if (matches && matches[place] === 0) continue;
    if (isLimited && !wanted[spans.names[place] as number]) continue;
    if (isLong && !isLong(durations[place] as number)) continue;
    if (isInTime && !isInTime(starts[place] as number, durations[place] as number)) continue;
    rows[place] = sampled ? inScope++ : OUT_OF_SAMPLE;
  }
  return { rows, own, inScope, perBlock };
}

/** Whether ids, asked for in ascending order, are in one of the ranges. */
function followRanges(ranges: readonly IdRange[]): (id: number) => boolean {
  let at = 0;
  return (id) => {
    while (at < ranges.length && id > (ranges[at] as IdRange).lastId) at++;
    return at < ranges.length && id >= (ranges[at] as IdRange).firstId;
  };
}
