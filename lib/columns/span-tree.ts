/** All spans read with a scope, in it or not, as a tree: what ran within the spans of the scope, and beside them. */

import type { Ids } from "../stats/growing.ts";
import { firstNotBelow } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { OUTSIDE } from "./kept-spans.ts";
import type { SpanRange } from "./span-range.ts";

/** Every array has one entry per span, its place; a span's row in the columns is `range.rows[place]`. No copies. */
export interface SpanTree {
  readonly range: SpanRange;
  /** Place of each span's parent, or `NO_PARENT` if it has none or the parent was not read. */
  readonly parents: Int32Array;
  /** Which spans each recorded run wrote, by place; spans between the parts belong to no recorded run. */
  readonly runs: readonly RunPart[];
  /** Places before which spans were left out: children of the spans that follow may be among them. */
  readonly cuts: readonly number[];
}

/** Neighbouring spans of one run, which is one process with all its threads. */
export interface RunPart {
  /** The first place, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Runs are numbered from 0 in the order of their first spans. */
  readonly run: number;
}

export function readSpanTree(db: Connection, range: SpanRange, parents: Int32Array): SpanTree {
  const ranges = sideTables(db).has("run_spans") ? readRanges(db, range.ids) : [];
  const [first] = range.ids;
  const isCut = first !== undefined && hasEarlier(db, first, ranges);
  const cuts = range.blockOf ? findCuts(range.blockOf) : isCut ? [0] : [];
  return { range, parents, runs: placeRuns(range.ids, ranges), cuts };
}

/** Of a sample: where a block begins, and before each ancestor that was read in addition. */
export function findCuts(blockOf: Int32Array): number[] {
  const cuts: number[] = [];
  let previous = OUTSIDE;
  for (let place = 0; place < blockOf.length; place++) {
    const block = blockOf[place] as number;
    if (block === OUTSIDE || block !== previous) cuts.push(place);
    previous = block;
  }
  return cuts;
}

interface RunRange {
  readonly run: string;
  readonly firstId: number;
  readonly lastId: number;
}

function readRanges(db: Connection, ids: Ids): RunRange[] {
  return db
    .prepare<[number, number], RunRange>(
      `SELECT run_id AS run, first_span_id AS firstId, last_span_id AS lastId FROM run_spans
       WHERE last_span_id >= ? AND first_span_id <= ? ORDER BY first_span_id`,
    )
    .all(ids[0] ?? 0, ids.at(-1) ?? 0);
}

function placeRuns(ids: Ids, ranges: readonly RunRange[]): RunPart[] {
  const numbers = new Map<string, number>();
  const parts: RunPart[] = [];
  let reached = 0;
  for (const { run, firstId, lastId } of ranges) {
    const number = numbers.get(run) ?? numbers.size;
    numbers.set(run, number);
    // In a damaged file ranges may overlap: the first one counts.
    const from = Math.max(reached, firstNotBelow(ids, firstId));
    const to = firstNotBelow(ids, lastId + 1);
    if (to > from) parts.push({ from, to, run: number });
    reached = Math.max(reached, to);
  }
  return parts;
}

/** Whether spans of the same run, or of no recorded run, come before the first one read. */
function hasEarlier(db: Connection, first: number, ranges: readonly RunRange[]): boolean {
  const own = ranges.find(({ firstId, lastId }) => firstId <= first && first <= lastId);
  const found = own
    ? db.prepare("SELECT 1 FROM run_spans WHERE run_id = ? AND first_span_id < ? LIMIT 1").get(own.run, first)
    : db.prepare("SELECT 1 FROM spans WHERE id < ? LIMIT 1").get(first);
  return found !== undefined;
}

/** The place of each row of the columns. */
export function placesOfRows({ range }: SpanTree): Int32Array {
  const places = new Int32Array(range.count);
  for (let place = 0; place < range.rows.length; place++) {
    const row = range.rows[place] as number;
    if (row >= 0) places[row] = place;
  }
  return places;
}

/**
 * Whether all spans within each span were read, by place: 0 for one that started before the first span after a cut
 * ended, since spans are written in the order of ending.
 */
export function findWhole({ range, cuts }: Pick<SpanTree, "range" | "cuts">): Uint8Array {
  const { starts, durations } = range;
  const whole = new Uint8Array(starts.length).fill(1);
  for (const [index, cut] of cuts.entries()) {
    const ended = (starts[cut] as number) + (durations[cut] as number);
    const to = cuts[index + 1] ?? starts.length;
    for (let place = cut; place < to; place++) if (!((starts[place] as number) >= ended)) whole[place] = 0;
  }
  return whole;
}
