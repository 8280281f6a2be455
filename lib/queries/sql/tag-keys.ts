/** The tag keys of a window: their kind, values, and the span names that carry them. */

import { findTagAccess, tagBound } from "../../columns/tag-range.ts";
import { findKind, isNothing, toNumber, type ValueKind } from "../../model/kinds.ts";
import type { SpanWindow } from "../../model/run.ts";
import type { Connection } from "../../store/driver.ts";
import { cutSql } from "./tags.ts";

/** How many of the newest tags are read: grouping more takes too long for a page. */
const MAX_TAGS = 50_000;
const TOP_VALUES = 8;
const COMPARED_CHARACTERS = 80;

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
  /** Whether older tags of the file were omitted. */
  readonly cut: boolean;
}

interface Group {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly count: number;
}

export function readTagKeys(db: Connection, window: SpanWindow): TagKeys {
  const access = findTagAccess(db, window.firstId);
  const newest = db
    .prepare<[number], number>("SELECT id FROM span_tags ORDER BY id DESC LIMIT 1 OFFSET ?")
    .pluck()
    .get(MAX_TAGS - 1);
  const rows = db
    .prepare<[number, number], Group>(
      `SELECT CAST(s.name AS TEXT) AS name, CAST(t.key AS TEXT) AS key,
              ${cutSql("t.value", COMPARED_CHARACTERS)} AS value, count(*) AS count
       FROM span_tags AS t CROSS JOIN spans AS s ON s.id = t.span_id
       WHERE t.id >= ? AND t.span_id >= ?${tagBound(access, "t")}
       GROUP BY 1, 2, 3
       ORDER BY min(t.id)`,
    )
    .all(newest ?? 0, window.firstId);
  const groups = new Map<string, Group[]>();
  for (const row of rows) {
    if (row.key === null || row.value === null) continue;
    const own = groups.get(row.key);
    if (own) own.push(row);
    else groups.set(row.key, [row]);
  }
  const cut = newest !== undefined;
  return { keys: [...groups].map(([key, own]) => describeKey(key, own)), cut };
}

function describeKey(key: string, groups: readonly Group[]): TagKey {
  const counts = new Map<string, number>();
  const names = new Map<string, number>();
  for (const { name, value, count } of groups) {
    counts.set(value, (counts.get(value) ?? 0) + count);
    names.set(name, (names.get(name) ?? 0) + count);
  }
  const kind = findKind(counts.keys());
  const numbers = kind === "number" ? [...counts.keys()].map(toNumber).filter((value) => value !== undefined) : [];
  return {
    key,
    kind,
    count: groups.reduce((sum, group) => sum + group.count, 0),
    values: counts.size,
    top: [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, TOP_VALUES)
      .map(([value, count]) => ({ value, count })),
    range: numbers.length > 0 ? findRange(numbers) : null,
    gaps: [...counts.keys()].some(isNothing),
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
