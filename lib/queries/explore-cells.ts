/** The cells of Explore's table and the values of single points, as stored in the file. */

import { type ExploreColumn, isErrorColumn } from "../analysis/explore/answer.ts";
import type { LookUp } from "../analysis/explore/make-plot.ts";
import type { CodedTexts, ExploreSource } from "../analysis/explore/source.ts";
import { createFinder } from "../columns/finder.ts";
import { readSpanRange } from "../columns/span-range.ts";
import type { Cell } from "../model/outcome.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import type { Connection } from "../store/driver.ts";
import { type AncestorsOf, linkedAncestors, type NearestTag, readNearestTags } from "./sql/nearest-tags.ts";
import type { ScopedSpans } from "./sql/scoped-spans.ts";
import { readErrorTypes } from "./sql/span-errors.ts";

/** The value of a tag's column among the nearest tags of a span; null for none. */
export function pickTag(
  tags: ReadonlyMap<string, NearestTag> | undefined,
  { tag, from }: ExploreColumn,
): string | null {
  const found = tag === null ? undefined : tags?.get(tag);
  return found && (from === null || found.from === from) ? found.value : null;
}

/** The name that a tag's value is inherited from; null for own values. */
export function pickSource(tags: ReadonlyMap<string, NearestTag> | undefined, { tag }: ExploreColumn): string | null {
  return (tag === null ? undefined : tags?.get(tag)?.from) ?? null;
}

type NearestTags = ReadonlyMap<string, NearestTag> | undefined;
type ReadNearest = (rows: readonly number[]) => readonly NearestTags[];

/** The nearest tags of rows, read once for the same rows. */
function createNearest(db: Connection, source: ExploreSource, scoped: ScopedSpans): ReadNearest {
  let known: { readonly rows: readonly number[]; readonly tags: readonly NearestTags[] } | undefined;
  let ancestorsOf: AncestorsOf | undefined;
  return (rows) => {
    if (known?.rows !== rows) {
      const ids = rows.map((row) => source.spans.id[row] as number);
      ancestorsOf ??= linkedAncestors(db, scoped.window) ?? foundAncestors(db, scoped);
      const tags = readNearestTags(db, ids, ancestorsOf);
      known = { rows, tags: ids.map((id) => tags.get(id)) };
    }
    return known.tags;
  };
}

export function createLookUp(db: Connection, source: ExploreSource, scoped: ScopedSpans): LookUp {
  const nearest = createNearest(db, source, scoped);
  return (rows, column) => nearest(rows).map((tags) => pickTag(tags, column));
}

/** Ancestors by the parents of all spans of the run, which are in memory. */
function foundAncestors(db: Connection, scoped: ScopedSpans): AncestorsOf {
  const range = readSpanRange(db, scoped, "exact", () => undefined);
  const { parents } = range.parents();
  const find = createFinder(range.ids);
  return (id) => {
    const place = find(id);
    const ids: number[] = [];
    for (let up = place < 0 ? NO_PARENT : parents[place]; up !== undefined && up !== NO_PARENT; up = parents[up])
      ids.push(range.ids[up] as number);
    return ids;
  };
}

/** Tags come from the file, exactly as stored: columns of a million spans take 8 MB each, for a page of rows. */
export function readCells(
  db: Connection,
  { scoped, source }: { readonly scoped: ScopedSpans; readonly source: ExploreSource },
  rows: readonly number[],
): Cell[][] {
  const errors = readErrorTypes(
    db,
    rows.map((row) => source.spans.id[row] as number),
  );
  const readers = lookUpCells(createNearest(db, source, scoped), source, { rows, errors });
  return rows.map((row, i) => readers.map((read) => read(row, i)));
}

interface PageRows {
  readonly rows: readonly number[];
  /** By id. */
  readonly errors: ReadonlyMap<number, string>;
}

type ReadCell = (row: number, index: number) => Cell;

/** The sources of values that only some spans inherit come after all columns. */
function lookUpCells(nearest: ReadNearest, source: ExploreSource, { rows, errors }: PageRows): ReadCell[] {
  const tags = nearest(rows);
  const cells = source.columns.map((column): ReadCell => {
    if (isErrorColumn(column)) return (row) => errors.get(source.spans.id[row] as number) ?? null;
    if (column.tag === null) return readColumn(source, column);
    return (_, index) => pickTag(tags[index], column);
  });
  const inherited = source.columns.filter((column) => column.inherited);
  return [
    ...cells,
    ...inherited.map(
      (column): ReadCell =>
        (_, index) =>
          pickSource(tags[index], column),
    ),
  ];
}

function readTexts({ codes, texts }: CodedTexts): (row: number) => Cell {
  return (row) => texts[codes[row] as number] ?? null;
}

function readColumn(source: ExploreSource, { id, tag, numeric }: ExploreColumn): (row: number) => Cell {
  if (tag === null && numeric) {
    const numbers = source.numbers(id);
    return (row) => {
      const number = numbers[row] as number;
      return Number.isNaN(number) ? null : number;
    };
  }
  return readTexts(source.texts(id));
}
