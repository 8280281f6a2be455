/** Reads the spans of a scope and their tags, own and inherited, into columns: the input of every analysis. */

import type { Progress } from "../model/progress.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import { mapBytes } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { type Ancestors, findAncestors, findCarriers } from "./ancestors.ts";
import type { SpanColumns, TagColumn } from "./columns.ts";
import { readErrors } from "./read-errors.ts";
import { ANY_NAME, readTagValues } from "./read-tags.ts";
import { type ColumnSource, type Reading, readSpanRange, type SpanRange } from "./span-range.ts";
import { readSpanTree } from "./span-tree.ts";
import { type FinishedValues, MISSING_CODE, numberOfCode, UNLISTED_CODE } from "./tag-values.ts";

export interface ColumnOptions {
  /** `exact` by default. */
  readonly reading?: Reading;
  /** Tag keys to read; all by default. */
  readonly keys?: readonly string[];
  /** Keys to include however rare they are. */
  readonly also?: readonly string[];
  /** Whether to read the tags of ancestors too; true by default. */
  readonly inherited?: boolean;
  readonly tell?: (progress: Progress) => void;
}

/** @param source a `ScopedSpans` */
export function readColumns(db: Connection, source: ColumnSource, options: ColumnOptions = {}): SpanColumns {
  const { reading = "exact", inherited = true, tell } = options;
  const teller = (what: string) => (done: number, total: number) => tell?.({ what, done, total });
  const range = readSpanRange(db, source, reading, teller("Reading spans"));
  const keys = options.keys && new Set(options.keys);
  const wanted = range.count > 0 && keys?.size !== 0;
  const found = wanted && inherited ? range.parents() : undefined;
  const ancestors = found && findAncestors(range, found.parents);
  const needed = mapBytes(range.rows, (row) => (row >= 0 ? 1 : 0));
  for (const place of ancestors?.places ?? []) needed[place] = 1;
  const request = { range, needed, keys };
  const read = wanted ? readTagValues(db, request, options.also ?? [], teller("Reading tags")) : NO_TAGS;
  const values = read.values.map((one) => one.finish());
  const tags = values.map((one) => makeOwnColumn(range, one)).filter((column) => column.count > 0);
  if (ancestors) {
    for (const all of groupByKey(values)) tags.push(...makeInheritedColumns(range, ancestors, all));
  }
  const { keyCount, rareKeys } = read;
  const tree = found ? readSpanTree(db, range, found.parents) : null;
  return {
    ...pickScoped(range),
    error: readErrorColumn(db, range),
    tags,
    keyCount,
    rareKeys,
    parents: found?.source ?? null,
    tree,
  };
}

/** @param range without rows, if all spans are in scope */
export function readErrorColumn(db: Connection, range: SpanRange): TagColumn | null {
  const values = readErrors(db, range);
  return values && makeOwnColumn(range, values);
}

const NO_TAGS = { values: [], keyCount: 0, rareKeys: 0 };

function groupByKey(values: readonly FinishedValues[]): FinishedValues[][] {
  const groups = new Map<string, FinishedValues[]>();
  for (const one of values) {
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return [...groups.values()];
}

type OfSpans = Omit<SpanColumns, "error" | "tags" | "keyCount" | "rareKeys" | "parents" | "tree">;

/** The columns without tags; their names are renumbered, keeping only those in scope. */
export function pickScoped(range: SpanRange): OfSpans {
  const { ids, starts, durations, names, nameTexts, count, basis, blockOf, sample } = range;
  const blocks = blockOf && sample && { of: pickRows(range, blockOf, new Int32Array(count)), sample };
  if (count === ids.length) {
    // All are in scope: their columns are those that were read. Names got their codes in the order of the spans.
    let last = -1;
    for (const code of names) if (code > last) last = code;
    const own = { id: ids, start: starts, duration: durations, name: names };
    return { count, basis, blocks, ...own, names: nameTexts.slice(0, last + 1) };
  }
  const codes = new Map<number, number>();
  const name = pickRows(range, names, new Int32Array(count));
  for (let row = 0; row < count; row++) {
    const code = name[row] as number;
    const own = codes.get(code) ?? codes.size;
    codes.set(code, own);
    name[row] = own;
  }
  const pick = (values: ArrayLike<number>) => pickRows(range, values, new Float64Array(count));
  const texts = [...codes.keys()].map((code) => nameTexts[code] ?? "");
  return { count, basis, blocks, id: pick(ids), start: pick(starts), duration: pick(durations), name, names: texts };
}

/** Copies the values of spans in scope, by row; `filter` would take three times the memory. */
export function pickRows<Values extends Float64Array | Int32Array>(
  { rows }: Pick<SpanRange, "rows">,
  from: ArrayLike<number>,
  to: Values,
): Values {
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    if (row >= 0) to[row] = from[place] as number;
  }
  return to;
}

/** The column of a key: the spans' own if there is one, else the inherited one with the most values. */
export function findTag({ tags }: SpanColumns, key: string): TagColumn | undefined {
  const [first, ...rest] = tags.filter((column) => column.key === key);
  return rest.reduce((best, next) => (best && isBetter(next, best) ? next : best), first);
}

function isBetter(next: TagColumn, best: TagColumn): boolean {
  if (next.inherited !== best.inherited) return best.inherited;
  return next.count > best.count;
}

type Visit = (row: number, code: number) => void;

/** @param each visits the `count` spans with a value: row in the scope, code of the value */
function makeColumn(
  range: SpanRange,
  values: FinishedValues,
  inherited: boolean,
  count: number,
  each: (visit: Visit) => void,
): TagColumn {
  return {
    key: values.key,
    from: range.nameTexts[values.name] ?? "",
    inherited,
    kind: values.kind,
    numericShare: values.numericShare,
    values: values.values,
    capped: values.unlisted.length > 0,
    count,
    each(visit) {
      each((row, code) => visit(row, Math.max(code, UNLISTED_CODE), numberOfCode(values, code)));
    },
    codes() {
      const codes = new Int32Array(range.count).fill(MISSING_CODE);
      each((row, code) => {
        codes[row] = Math.max(code, UNLISTED_CODE);
      });
      return codes;
    },
    numbers() {
      const numbers = new Float64Array(range.count).fill(Number.NaN);
      each((row, code) => {
        numbers[row] = numberOfCode(values, code);
      });
      return numbers;
    },
  };
}

export function makeOwnColumn(range: SpanRange, values: FinishedValues): TagColumn {
  const { places, codes } = values;
  const each = (visit: Visit) => {
    for (let entry = 0; entry < places.length; entry++) {
      const place = places[entry] as number;
      const row = range.rows.length > 0 ? (range.rows[place] as number) : place;
      if (row >= 0) visit(row, codes[entry] as number);
    }
  };
  let count = 0;
  each(() => count++);
  return makeColumn(range, values, false, count, each);
}

/**
 * The columns of one key that spans inherit, one per name of the ancestor. A span that carries the key itself does not
 * inherit it.
 * @param all the values of that key, per name of the spans that carry it
 */
export function makeInheritedColumns(
  range: SpanRange,
  ancestors: Ancestors,
  all: readonly FinishedValues[],
): TagColumn[] {
  const carries = new Uint8Array(ancestors.places.length);
  const own = new Uint8Array(range.count);
  for (const { places } of all) {
    for (const place of places) {
      const index = ancestors.order[place] as number;
      if (index >= 0) carries[index] = 1;
      const row = range.rows[place] as number;
      if (row >= 0) own[row] = 1;
    }
  }
  if (!carries.includes(1)) return [];
  const carriers = findCarriers(ancestors, carries);
  const carrierOf = (place: number): number => {
    const row = range.rows[place] as number;
    const parent = ancestors.parents[place] as number;
    if (row < 0 || parent === NO_PARENT || own[row] === 1) return -1;
    return carriers[ancestors.order[parent] as number] as number;
  };
  const counts = new Map<number, number>();
  for (let place = 0; place < range.rows.length; place++) {
    const carrier = carrierOf(place);
    if (carrier < 0) continue;
    const name = range.names[carrier] as number;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    counts.set(ANY_NAME, (counts.get(ANY_NAME) ?? 0) + 1);
  }
  return all.flatMap((values) => {
    const count = counts.get(values.name) ?? 0;
    if (count === 0) return [];
    const column = makeColumn(range, values, true, count, (visit) => {
      const codeAt = codesByAncestor(ancestors, values);
      for (let place = 0; place < range.rows.length; place++) {
        const carrier = carrierOf(place);
        if (carrier >= 0 && (values.name === ANY_NAME || range.names[carrier] === values.name))
          visit(range.rows[place] as number, codeAt[ancestors.order[carrier] as number] as number);
      }
    });
    return [column];
  });
}

function codesByAncestor({ order, places }: Ancestors, values: FinishedValues): Int32Array {
  const codes = new Int32Array(places.length).fill(MISSING_CODE);
  for (const [entry, place] of values.places.entries()) {
    const index = order[place] as number;
    if (index >= 0) codes[index] = values.codes[entry] as number;
  }
  return codes;
}
