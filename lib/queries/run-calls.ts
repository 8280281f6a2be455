/** Reads single runs as calls by name, each call with the hash of its key, so that the same calls of two runs meet. */

import { findPlacesInTree, orderByStart } from "../analysis/compare/call-place.ts";
import type { PairedCalls } from "../analysis/compare/pairing.ts";
import { findPaths } from "../analysis/tree/merge-calls.ts";
import type { RunPaths } from "../analysis/tree/unite-paths.ts";
import { countErrors } from "../columns/count-errors.ts";
import { readCoveredTime } from "../columns/covered-time.ts";
import { readHashes } from "../columns/read-hashes.ts";
import { readSpanRange, type SpanRange } from "../columns/span-range.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { eachSelfTime } from "../stats/intervals.ts";
import { mapFloats, mapInts } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { chooseTreeSplit, readTreeSteps } from "./tree-steps.ts";

/** What counts as one run: a run, or a session of programs that ran together. */
export interface RunUnit {
  readonly db: Connection;
  /** Of this run alone. */
  readonly scope: Scope;
}

/** One run as columns, with what pairs its calls. */
export interface ReadRun {
  /** Seconds in which at least one span ran. */
  readonly covered: number;
  readonly names: ReadonlyMap<string, NamedCalls>;
  /** Null if they were not asked for. */
  readonly paths: RunPaths | null;
}

export interface RunRequest {
  /** The tags that calls may be paired by. */
  readonly keys: readonly string[];
  /** The tags by which paths are split; null if no paths are wanted. */
  readonly split: readonly string[] | null;
}

export interface NamedCalls extends PairedCalls {
  /** Of each call, by its number in `ReadRun.paths`; null if paths were not asked for. */
  readonly paths: Int32Array | null;
  /** Failed and unfinished calls. */
  readonly errors: number;
  /** Seconds outside of children, of all calls together. */
  readonly self: number;
}

export function readRun({ db, scope }: RunUnit, { keys, split }: RunRequest, tell: TellProgress): ReadRun {
  const scoped = resolveSide(db, scope);
  const range = readSpanRange(db, scoped, "exact", (done, total) => tell({ what: "Reading spans", done, total }));
  const covered = readCoveredTime(range).seconds;
  const errors = countErrors(db, range).errors;
  const rowsOf = groupRows(range);
  const found = split && findRunPaths(db, range, split);
  const values = readValues(db, range, { keys, rowsOf }, tell);
  const self = sumSelfTimes(range);
  const placesInTree = memoize(() => findPlacesInTree({ ...range, parents: range.parents().parents }));
  const names = new Map<string, NamedCalls>();
  for (const [code, { places }] of rowsOf)
    names.set(range.nameTexts[code] ?? "", {
      durations: mapFloats(places, (place) => range.durations[place] as number),
      valuesOf: values.get(code) as ReadonlyMap<string, Float64Array>,
      places: () => mapFloats(places, (place) => placesInTree()[place] as number),
      errors: errors[code] ?? 0,
      self: self[code] ?? 0,
      paths: found && mapInts(places, (place) => found.pathOf[place] as number),
    });
  return { covered, names, paths: found ? found.paths : null };
}

interface ValuesRequest {
  readonly keys: readonly string[];
  readonly rowsOf: ReadonlyMap<number, Rows>;
}

/**
 * By code of the name, then by key. Outside of `readRun`, whose closures keep all of its variables: the hashes of all
 * spans, eight bytes a span and key, are free once they are divided among the names.
 */
function readValues(db: Connection, range: SpanRange, { keys, rowsOf }: ValuesRequest, tell: TellProgress) {
  const hashes = readHashes(db, range, keys, (done, total) => tell({ what: "Reading tags", done, total }));
  return new Map(
    [...rowsOf].map(([code, { rows }]) => [
      code,
      new Map(
        keys.map((key, index) => [key, mapFloats(rows, (row) => (hashes[index] as Float64Array)[row] as number)]),
      ),
    ]),
  );
}

function memoize<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function findRunPaths(db: Connection, range: SpanRange, split: readonly string[]) {
  const steps = readTreeSteps(db, range, split);
  const { table, pathOf } = findPaths(range, range.parents().parents, steps.of);
  return { pathOf, paths: { parents: table.parents, steps: table.steps, list: steps.list } };
}

/** By code of the name, of the spans in scope. */
function sumSelfTimes(range: SpanRange): Float64Array {
  const { starts, durations, names, nameTexts, rows, count } = range;
  const sums = new Float64Array(nameTexts.length);
  eachSelfTime({ starts, durations }, range.parents().parents, (place, seconds) => {
    const row = rows[place] as number;
    if (row >= 0 && row < count) sums[names[place] as number] = (sums[names[place] as number] as number) + seconds;
  });
  return sums;
}

interface Rows {
  /** Of the calls of one name that have a duration, by start. */
  readonly places: Int32Array;
  readonly rows: Int32Array;
}

function groupRows({ rows, names, durations, starts, nameTexts, count }: SpanRange): Map<number, Rows> {
  const isIn = (place: number) => {
    const row = rows[place] as number;
    return row >= 0 && row < count && !Number.isNaN(durations[place]);
  };
  const counts = new Uint32Array(nameTexts.length);
  for (let place = 0; place < rows.length; place++)
    if (isIn(place)) counts[names[place] as number] = (counts[names[place] as number] as number) + 1;
  const lists = Array.from(counts, (calls) => new Int32Array(calls));
  counts.fill(0);
  for (let place = 0; place < rows.length; place++) {
    if (!isIn(place)) continue;
    const code = names[place] as number;
    (lists[code] as Int32Array)[counts[code] as number] = place;
    counts[code] = (counts[code] as number) + 1;
  }
  const found = new Map<number, Rows>();
  for (const [code, list] of lists.entries()) {
    if (list.length === 0) continue;
    const order = orderByStart(mapFloats(list, (place) => starts[place] as number));
    const places = order.map((index) => list[index] as number);
    found.set(code, { places, rows: places.map((place) => rows[place] as number) });
  }
  return found;
}

/** The tags by which the paths of a run are split, if few paths come of it. */
export function chooseRunSplit({ db, scope }: RunUnit): readonly string[] {
  return chooseTreeSplit(
    db,
    readSpanRange(db, resolveSide(db, scope), "exact", () => undefined),
  );
}
