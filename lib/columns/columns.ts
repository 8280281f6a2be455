/** The spans of a scope in columnar form: one array per property, one entry per span, by id. */

import type { Basis } from "../model/basis.ts";
import type { ValueKind } from "../model/kinds.ts";
import type { ParentSource } from "../model/run.ts";
import type { Codes, Ids } from "../stats/growing.ts";
import type { BlockSample } from "../stats/sampling.ts";
import type { SpanTree } from "./span-tree.ts";

export interface SpanColumns {
  /** Number of spans, the length of every column. */
  readonly count: number;
  /** Whether these are all spans of the scope, or those of a sample. */
  readonly basis: Basis;
  /** The block of a sample that each span is from, and how blocks stand for all spans; null if all were read. */
  readonly blocks: SpanBlocks | null;
  readonly id: Ids;
  /** Seconds since the epoch; NaN where the file holds no number. */
  readonly start: Float64Array;
  /** Seconds; NaN where the file holds no number. */
  readonly duration: Float64Array;
  /** Codes of `names`. */
  readonly name: Codes;
  readonly names: readonly string[];
  /** The type of each failed or unfinished span's error; null if there are none. It is no tag, and is not inherited. */
  readonly error: TagColumn | null;
  /** Own tags first, in file order. */
  readonly tags: readonly TagColumn[];
  /** Distinct keys on the spans and their ancestors; capped at `MAX_COUNTED_KEYS`. */
  readonly keyCount: number;
  /** How many of these are too rare for a column, if there are very many. */
  readonly rareKeys: number;
  /** The source of the ancestors of inherited tags; null if those were not requested. */
  readonly parents: ParentSource | null;
  /** The spans read with those of the scope; null if ancestors were not requested, or the scope is empty. */
  readonly tree: SpanTree | null;
}

export interface SpanBlocks {
  readonly of: Int32Array;
  readonly sample: BlockSample;
}

/** One tag key on spans of one name: their own tag, or inherited by their descendants. */
export interface TagColumn {
  readonly key: string;
  /** Name of the spans that carry the tag; empty if there are too many names for a column each. */
  readonly from: string;
  /** Whether the value is that of the nearest ancestor with the key. */
  readonly inherited: boolean;
  readonly kind: ValueKind;
  /** The share of values that are numbers, 0 to 1: `98 % numeric`. */
  readonly numericShare: number;
  /** Distinct values as stored: `True` and `true` are two, as are `1.5` and `1.50`. */
  readonly values: readonly string[];
  /** Whether there are more distinct values than `values` holds. */
  readonly capped: boolean;
  /** Spans with a value. */
  readonly count: number;
  /** Visits every span with a value: its row, its code as in `codes`, its number as in `numbers`. */
  each(visit: (row: number, code: number, number: number) => void): void;
  /**
   * Index of each span's value in `values`; `MISSING_CODE` if it has none, `UNLISTED_CODE` if `values` does not hold
   * it. Allocated on every call: hold on to it only while needed.
   */
  codes(): Int32Array;
  /** Numbers, times as seconds since the epoch, booleans as 0 and 1, else NaN. Allocated on every call. */
  numbers(): Float64Array;
}
