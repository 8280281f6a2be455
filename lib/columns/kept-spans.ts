/**
 * The spans of a range of ids, or of sampled blocks of it, as columns that are kept from query to query: a second
 * question about a run reads nothing, and one about a run that has grown reads what is new.
 */

import { type Codes, GrowingCodes, GrowingFloats, GrowingIds, type Ids, MAX_SHORT } from "../stats/growing.ts";
import { firstAbove } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { type Content, contentUpTo, fileState, isSame } from "../store/file-state.ts";
import { findOutside } from "./outside.ts";
import { type Parents, readParents } from "./parents.ts";
import { type IdRange, rangesParameter } from "./recorded-ranges.ts";
import { numberOrNull, scanRows } from "./scan-rows.ts";

/** All spans of a range of ids or of a sample, by id. Indices into its arrays are called places. */
export interface Spans {
  readonly ids: Ids;
  /** Seconds; NaN where the file holds no number. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
  /** Codes of `nameTexts`. */
  readonly names: Codes;
  readonly nameTexts: readonly string[];
  /**
   * For a sample, the index of each span's block; `OUTSIDE` for ancestors that were read in addition. Null if all spans
   * were read.
   */
  readonly blockOf: Int32Array | null;
  /** The ids of a sample: its blocks, and the spans outside. Null if all spans were read. */
  readonly ranges: readonly IdRange[] | null;
  /** How long reading them took, seconds. */
  readonly seconds: number;
  /** Read on first use. */
  parents(): Parents;
  /** The value found under this key for these spans, if it was one of the last few. */
  remember<Value>(key: string, find: () => Value): Value;
}

/** Stands for the block of a span outside of all. */
export const OUTSIDE = -1;

export interface Extent {
  readonly firstId: number;
  readonly lastId: number;
  /** The blocks to read, ascending; null for all spans. */
  readonly blocks: readonly IdRange[] | null;
  /** Expected number of spans. */
  readonly count: number;
}

type Tell = (done: number, total: number) => void;

/** A span in columns takes 25 bytes with its parent. Both runs of a comparison must fit. */
const MAX_KEPT = 12_000_000;
/** Of more spans, parents are read anew for each answer that needs them: they would take what others need. */
const MAX_WITH_PARENTS = 6_000_000;
/** A view has few tag filters; what they match takes a byte a span. */
const MAX_FOUND = 6;

let kept: KeptSpans[] = [];

/** Reads the spans, as far as they are not already in memory. The largest id asked for may be below the newest kept. */
export function keepSpans(db: Connection, extent: Extent, tell: Tell = () => undefined): Spans {
  const state = fileState(db);
  // An in-memory database has no state by which to recognise it.
  if (state === undefined) return new KeptSpans(db.name, extent).read(db, extent.lastId, tell).upTo(db, extent.lastId);
  const found = kept.find((one) => one.holds(db.name, extent));
  const still = found?.isStill(db, state) ? found : undefined;
  const spans = still ?? new KeptSpans(db.name, extent);
  kept = kept.filter((one) => one !== found);
  makeRoom(extent.count);
  spans.read(db, extent.lastId, tell).state = state;
  kept.push(spans);
  return spans.upTo(db, extent.lastId);
}

/** Drops what was not used for longest, before anything is read. */
function makeRoom(count: number): void {
  let sum = count;
  kept = kept
    .toReversed()
    .filter((one) => {
      sum += one.length;
      return sum <= MAX_KEPT;
    })
    .toReversed();
}

const COLUMNS = "s.id, s.start, s.duration, CAST(s.name AS TEXT)";
// Without a LIMIT, SQLite drops the ORDER BY of a subquery.
const IN_RANGE = "(SELECT id, name, start, duration FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT -1) AS s";
const IN_BLOCKS = `json_each(?) AS block CROSS JOIN spans AS s
  ON s.id BETWEEN block.value ->> 0 AND block.value ->> 1`;
const TELL_EVERY = 50_000;
/** Rows compared to find out whether a file that has changed still holds the spans that were read. */
const PROBES = 64;

class KeptSpans {
  /** The state of the file when it was last looked at. */
  state: string | undefined;
  readonly #path: string;
  readonly #firstId: number;
  readonly #blocks: readonly IdRange[] | null;
  #lastId: number;
  /** The largest id there is room for. */
  readonly #largestId: number;
  readonly #ids: GrowingIds;
  readonly #starts: GrowingFloats;
  readonly #durations: GrowingFloats;
  readonly #names: GrowingCodes;
  readonly #codes = new Map<string, number>();
  #seconds = 0;
  #blockOf: Int32Array | null = null;
  /** The blocks and the spans outside of them. */
  #ranges: readonly IdRange[] | null = null;
  /** What was found for the spans up to an id: a parent, for one, is written after its children. */
  #found: Found | undefined;

  constructor(path: string, { firstId, lastId, blocks, count }: Extent) {
    this.#path = path;
    this.#firstId = firstId;
    this.#lastId = firstId - 1;
    this.#blocks = blocks;
    this.#largestId = firstId >= 0 && lastId <= MAX_SHORT ? MAX_SHORT : Number.POSITIVE_INFINITY;
    this.#ids = new GrowingIds(count, this.#largestId);
    this.#starts = new GrowingFloats(count);
    this.#durations = new GrowingFloats(count);
    this.#names = new GrowingCodes(count);
  }

  get length(): number {
    return this.#ids.length;
  }

  holds(path: string, { firstId, lastId, blocks }: Extent): boolean {
    return (
      lastId <= this.#largestId && this.#path === path && this.#firstId === firstId && sameBlocks(this.#blocks, blocks)
    );
  }

  /** Whether the file still holds what was read; only spans after it may be new. */
  isStill(db: Connection, state: string): boolean {
    return this.state === state || (this.#countAgain(db) === this.length && this.#probe(db));
  }

  #countAgain(db: Connection): number | undefined {
    const ranges = this.#ranges ?? [{ firstId: this.#firstId, lastId: this.#lastId }];
    const sql = `SELECT count(*) FROM json_each(?) AS range CROSS JOIN spans AS s
      ON s.id BETWEEN range.value ->> 0 AND range.value ->> 1`;
    return db.prepare<[string], number>(sql).pluck().get(rangesParameter(ranges));
  }

  #probe(db: Connection): boolean {
    const row = db.prepare<[number], { name: string; start: unknown; duration: unknown }>(
      "SELECT CAST(name AS TEXT) AS name, start, duration FROM spans WHERE id = ?",
    );
    for (let probe = 0; probe < Math.min(PROBES, this.length); probe++) {
      const place = Math.floor((this.length - 1) * (probe / Math.max(1, PROBES - 1)));
      const found = row.get(this.#ids.view[place] as number);
      const isSame =
        found &&
        this.#codes.get(found.name ?? "") === this.#names.view[place] &&
        Object.is(numberOrNull(found.start) ?? Number.NaN, this.#starts.view[place]) &&
        Object.is(numberOrNull(found.duration) ?? Number.NaN, this.#durations.view[place]);
      if (!isSame) return false;
    }
    return true;
  }

  /** Reads the spans up to `lastId` that are not there yet. */
  read(db: Connection, lastId: number, tell: Tell): this {
    if (lastId <= this.#lastId) return this;
    const began = performance.now();
    const total = this.#ids.capacity;
    const take = (id: number, start: unknown, duration: unknown, name: string | null) => {
      this.#ids.push(id);
      this.#starts.push(numberOrNull(start) ?? Number.NaN);
      this.#durations.push(numberOrNull(duration) ?? Number.NaN);
      this.#names.push(encode(this.#codes, name ?? ""));
      if (this.length % TELL_EVERY === 0) tell(this.length, Math.max(this.length, total));
    };
    if (this.#blocks) {
      const outside = findOutside(db, this.#blocks, lastId).map((id) => ({ firstId: id, lastId: id }));
      this.#ranges = [...this.#blocks, ...outside].sort((a, b) => a.firstId - b.firstId);
      scanRows(db, COLUMNS, IN_BLOCKS, [rangesParameter(this.#ranges)], take);
      this.#blockOf = findBlocks(this.#ids.view, this.#blocks);
    } else scanRows(db, COLUMNS, IN_RANGE, [this.#lastId + 1, lastId], take);
    this.#lastId = lastId;
    this.#seconds += (performance.now() - began) / 1000;
    return this;
  }

  /** The spans as of when `lastId` was the newest. */
  upTo(db: Connection, lastId: number): Spans {
    const count = lastId >= this.#lastId ? this.length : firstAbove(this.#ids.view, lastId);
    const found = this.#findFor(db, lastId);
    const spans = {
      ids: this.#ids.view.subarray(0, count),
      starts: this.#starts.view.subarray(0, count),
      durations: this.#durations.view.subarray(0, count),
    };
    return {
      ...spans,
      names: this.#names.view.subarray(0, count),
      nameTexts: [...this.#codes.keys()],
      blockOf: this.#blockOf,
      ranges: this.#ranges,
      seconds: this.#seconds,
      remember: <Value>(key: string, find: () => Value) => {
        const { values } = found;
        const value = values.has(key) ? (values.get(key) as Value) : find();
        values.delete(key);
        values.set(key, value);
        for (const oldest of values.keys()) if (values.size > MAX_FOUND) values.delete(oldest);
        return value;
      },
      parents: () => {
        if (found.parents) return found.parents;
        const parents = readParents(db, spans, this.#ranges);
        if (count <= MAX_WITH_PARENTS) found.parents = parents;
        return parents;
      },
    };
  }

  #findFor(db: Connection, lastId: number): Found {
    const content = contentUpTo(db, lastId);
    if (!content || !this.#found || !isSame(this.#found.content, content)) this.#found = { content, values: new Map() };
    return this.#found;
  }
}

/** What takes a pass over the spans, their links or their tags. */
interface Found {
  readonly content: Content | undefined;
  parents?: Parents;
  readonly values: Map<string, unknown>;
}

function sameBlocks(one: readonly IdRange[] | null, other: readonly IdRange[] | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.length === other.length &&
    one.every(({ firstId, lastId }, index) => firstId === other[index]?.firstId && lastId === other[index]?.lastId)
  );
}

function findBlocks(ids: Ids, blocks: readonly IdRange[]): Int32Array {
  const found = new Int32Array(ids.length).fill(OUTSIDE);
  let block = 0;
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] as number;
    while (block < blocks.length && id > (blocks[block] as IdRange).lastId) block++;
    if (block === blocks.length) break;
    if (id >= (blocks[block] as IdRange).firstId) found[place] = block;
  }
  return found;
}

function encode(codes: Map<string, number>, text: string): number {
  const code = codes.get(text);
  if (code !== undefined) return code;
  codes.set(text, codes.size);
  return codes.size - 1;
}
