/** A page of Explore's table: spans with own and inherited tags, in any order, limited to a region of the plot. */

import * as v from "valibot";
import type { ExploreColumn, ExploreRows, RowsRequest } from "../analysis/explore/answer.ts";
import { pickRows } from "../analysis/explore/pick-rows.ts";
import type { CodedTexts, ExploreSource } from "../analysis/explore/source.ts";
import type { Reading } from "../columns/span-range.ts";
import type { Cell } from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExploreSource } from "./explore.ts";
import { reading, rows, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readScatteredTags } from "./sql/tags.ts";

export interface ExploreRowsParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly request: RowsRequest;
}

export function readExploreRows(
  db: Connection,
  { scope, reading, request }: ExploreRowsParams,
  tell?: TellProgress,
): ExploreRows {
  const { scoped, source } = readExploreSource(db, scope, reading, tell);
  const { rows, total, selection } = pickRows(source, request, scoped.origin ?? 0);
  return {
    basis: source.spans.basis,
    columns: source.columns,
    rows: readCells(db, source, rows),
    offset: request.offset,
    total: source.estimate(total),
    scoped: source.estimate(source.spans.count),
    selection: selection && { ...selection, count: source.estimate(selection.count) },
    rareKeys: source.spans.rareKeys,
  };
}

/** Reads own tags from the file, exactly as stored. */
function readCells(db: Connection, source: ExploreSource, rows: readonly number[]): Cell[][] {
  const { spans, columns } = source;
  const ids = rows.map((row) => spans.id[row] as number);
  const own = new Map<number, Map<string, string>>();
  for (const { spanId, key, value } of readScatteredTags(db, ids))
    own.set(spanId, (own.get(spanId) ?? new Map<string, string>()).set(key, value));
  const readers = columns.map((column) => readColumn(source, column));
  const sources = columns.filter(({ inherited }) => inherited).map(({ id }) => readTexts(source.sources(id)));
  return rows.map((row, i) => [
    ...columns.map(({ tag }, index) => {
      const text = tag === null ? undefined : own.get(ids[i] as number)?.get(tag);
      return text ?? readers[index]?.(row) ?? null;
    }),
    ...sources.map((read) => read(row)),
  ]);
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

export const exploreRows = defineQuery({
  params: v.object({ scope, reading, request: rows }),
  urgency: "long",
  run: (db, params, { tell }) => readExploreRows(db, params, tell),
});
