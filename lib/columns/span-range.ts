/** Reads all spans between the first and the last of a scope, by id: parents of scoped spans may be out of scope. */

import { GrowingFloats, GrowingInts } from "../stats/growing.ts";
import type { Connection } from "../store/driver.ts";
import { numberOrNull, scanRows } from "./scan-rows.ts";

/** The part of `ScopedSpans` needed here. */
export interface ColumnSource {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  readonly window: { readonly firstId: number; readonly lastId: number; readonly count: number };
}

export interface SpanRange {
  readonly ids: Float64Array;
  /** Seconds; NaN where the file holds no number. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
  /** Codes of `names`. */
  readonly names: Int32Array;
  readonly nameTexts: readonly string[];
  /** The row of each span among those in scope; -1 for the others. */
  readonly rows: Int32Array;
  /** Spans in scope. */
  readonly count: number;
  /** Whether older spans of the window were omitted. */
  readonly cut: boolean;
}

const OUT = -1;
const TELL_EVERY = 50_000;

/** @param max how many of the newest spans of the window to read at most */
export function readSpanRange(
  db: Connection,
  { where, parameters, window }: ColumnSource,
  max: number,
  tell: (done: number, total: number) => void,
): SpanRange {
  const cutId = window.count > max ? findCut(db, window, max) : undefined;
  const from = cutId ?? window.firstId;
  const ids = new GrowingFloats();
  const starts = new GrowingFloats();
  const durations = new GrowingFloats();
  const names = new GrowingInts();
  const rows = new GrowingInts();
  const codes = new Map<string, number>();
  let count = 0;
  const columns = `s.id, s.start, s.duration, CAST(s.name AS TEXT), (${where})`;
  // Without a LIMIT, SQLite drops the ORDER BY of a subquery.
  const range = "(SELECT id, name, start, duration FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT -1) AS s";
  scanRows(db, columns, range, [...parameters, from, window.lastId], (id, start, duration, name, inScope) => {
    ids.push(id);
    starts.push(numberOrNull(start) ?? Number.NaN);
    durations.push(numberOrNull(duration) ?? Number.NaN);
    names.push(encode(codes, name ?? ""));
    rows.push(inScope ? count++ : OUT);
    if (ids.length % TELL_EVERY === 0) tell(ids.length, Math.min(window.count, max));
  });
  return {
    ids: ids.view,
    starts: starts.view,
    durations: durations.view,
    names: names.view,
    nameTexts: [...codes.keys()],
    rows: rows.view,
    count,
    cut: cutId !== undefined,
  };
}

function findCut(db: Connection, { firstId, lastId }: ColumnSource["window"], max: number): number | undefined {
  return db
    .prepare<[number, number, number], number>(
      "SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1 OFFSET ?",
    )
    .pluck()
    .get(firstId, lastId, max - 1);
}

function encode(codes: Map<string, number>, text: string): number {
  const code = codes.get(text);
  if (code !== undefined) return code;
  codes.set(text, codes.size);
  return codes.size - 1;
}
