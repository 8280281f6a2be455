/** The tag keys of a run or a file: their kind, values, and the span names that carry them. */

import { type CountedKey, countTags } from "../../columns/count-tags.ts";
import { type ColumnSource, readSpanRange } from "../../columns/span-range.ts";
import type { Basis } from "../../model/basis.ts";
import { findKind, isNothing, toNumber, type ValueKind } from "../../model/kinds.ts";
import type { Connection } from "../../store/driver.ts";

/** Counting the tags of more takes too long for a page. */
const MAX_SPANS = 20_000;
const TOP_VALUES = 8;

export interface TagKey {
  readonly key: string;
  readonly kind: ValueKind;
  /** Tags with this key among those read. */
  readonly count: number;
  /** Distinct values among those read. */
  readonly values: number;
  /** The most frequent values. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** Smallest and largest, for numbers. */
  readonly range: readonly [low: number, high: number] | null;
  /** Whether some values are null-like (`None`, `null`, `NaN`): they must not be cast to 0. */
  readonly gaps: boolean;
  /** How often each span name carries it. */
  readonly names: ReadonlyMap<string, number>;
}

export interface TagKeys {
  readonly keys: readonly TagKey[];
  /** What is counted is of the spans read. */
  readonly basis: Basis;
}

/** Of spans evenly spread over those of the source. */
export function readTagKeys(db: Connection, source: ColumnSource): TagKeys {
  const range = readSpanRange(db, source, "sample", () => undefined);
  const { keys, basis } = countTags(db, range, MAX_SPANS);
  return { keys: keys.map(describeKey), basis };
}

function describeKey({ key, count, values, names }: CountedKey): TagKey {
  const kind = findKind(values.keys());
  const numbers = kind === "number" ? [...values.keys()].map(toNumber).filter((value) => value !== undefined) : [];
  return {
    key,
    kind,
    count,
    values: values.size,
    top: [...values]
      .sort((a, b) => b[1] - a[1])
      .slice(0, TOP_VALUES)
      .map(([value, times]) => ({ value, count: times })),
    range: numbers.length > 0 ? findRange(numbers) : null,
    gaps: [...values.keys()].some(isNothing),
    names,
  };
}

function findRange(numbers: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return [low, high];
}
