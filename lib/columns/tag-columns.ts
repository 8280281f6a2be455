/** Columns of tags, made of the values that were read: the spans' own, and those they inherit. */

import { countAllocated } from "../stats/garbage.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import { type Ancestors, findCarriers } from "./ancestors.ts";
import type { TagColumn } from "./columns.ts";
import { findInherited, type InheritedValues } from "./inherited-values.ts";
import { ANY_NAME } from "./read-tags.ts";
import type { SpanRange } from "./span-range.ts";
import { type FinishedValues, MISSING_CODE, numberOfCode, UNLISTED_CODE } from "./tag-values.ts";

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
      countAllocated(codes.byteLength);
      each((row, code) => {
        codes[row] = Math.max(code, UNLISTED_CODE);
      });
      return codes;
    },
    numbers() {
      const numbers = new Float64Array(range.count).fill(Number.NaN);
      countAllocated(numbers.byteLength);
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
 * The columns that spans inherit, one per key and name of the ancestor. A span that carries a key itself does not
 * inherit it.
 * @param keys the values of each key, per name of the spans that carry it
 */
export function makeInheritedColumns(range: SpanRange, ancestors: Ancestors, keys: readonly Key[]): TagColumn[] {
  const listed = findInherited(range, ancestors, keys);
  // Often the same spans carry several keys, such as all settings of a program: they share what is found.
  let last: { readonly all: Key; readonly found: Inheriting } | undefined;
  return keys.flatMap((all) => {
    const lists = listed.get(all);
    if (lists) return listColumns(range, all, lists);
    const found = last && haveSamePlaces(all, last.all) ? last.found : findInheriting(range, ancestors, all);
    last = { all, found };
    return followColumns(range, ancestors, all, found);
  });
}

type Key = readonly FinishedValues[];

function haveSamePlaces(one: Key, other: Key): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, places }, index) => {
      const another = other[index] as FinishedValues;
      return (
        name === another.name &&
        places.length === another.places.length &&
        places.every((place, entry) => place === another.places[entry])
      );
    })
  );
}

function listColumns(range: SpanRange, all: Key, lists: readonly InheritedValues[]): TagColumn[] {
  return lists.flatMap(({ rows, codes }, index) => {
    if (rows.length === 0) return [];
    const each = (visit: Visit) => {
      for (let entry = 0; entry < rows.length; entry++) visit(rows[entry] as number, codes[entry] as number);
    };
    return makeColumn(range, all[index] as FinishedValues, true, rows.length, each);
  });
}

/** Which spans inherit a key. */
interface Inheriting {
  /** The place of the ancestor that a span inherits from; -1 for none. */
  readonly carrierOf: (place: number) => number;
  /** Inheriting spans by the ancestor's name, and of any name. */
  readonly counts: ReadonlyMap<number, number>;
}

function findInheriting(range: SpanRange, ancestors: Ancestors, all: Key): Inheriting {
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
  return { carrierOf, counts };
}

/** Of a key that many spans inherit: each visit goes up from every span again. */
function followColumns(
  range: SpanRange,
  ancestors: Ancestors,
  all: Key,
  { carrierOf, counts }: Inheriting,
): TagColumn[] {
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
