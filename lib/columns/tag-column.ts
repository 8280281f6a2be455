/** Makes the columns of tags: own ones from what was read, inherited ones by looking at each span's ancestors. */
import { NO_PARENT } from "../stats/containment.ts";
import { type Ancestors, findCarriers } from "./ancestors.ts";
import type { TagColumn } from "./columns.ts";
import { MISSING_CODE, UNLISTED_CODE } from "./dictionary.ts";
import { ANY_NAME } from "./read-tags.ts";
import type { SpanRange } from "./span-range.ts";
import { type FinishedValues, numberOfCode } from "./tag-values.ts";

type Visit = (row: number, code: number) => void;

/** @param each calls back with `count` spans that have a value, by their rows in the scope, and the codes of their values */
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
      const row = range.rows[places[entry] as number] as number;
      if (row >= 0) visit(row, codes[entry] as number);
    }
  };
  let count = 0;
  each(() => count++);
  return makeColumn(range, values, false, count, each);
}

/**
 * The columns of one key that spans have from their ancestors, by the name of the ancestor. A span that carries the key
 * itself inherits nothing of it.
 * @param all what the spans of every name carry of that key
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
  // Once for all names that carry the key.
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
