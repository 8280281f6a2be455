/** Reads all spans of a scope with their tags, page by page, so that memory use does not grow with the file. */

import { toCell } from "../model/cell.ts";
import type { Cell } from "../model/outcome.ts";
import { isCut, type Run } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import { ParamsError } from "../queries/params.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { ExportError } from "./messages.ts";
import { openTags, type Tag } from "./tags.ts";

export interface ExportedSpan {
  readonly id: number;
  readonly name: string;
  /** Seconds since the epoch, as stored. */
  readonly start: Cell;
  /** Seconds, as stored. */
  readonly duration: Cell;
  readonly parent: number | null;
  readonly error: { readonly type: string; readonly message: string; readonly stack: string | null } | null;
  readonly tags: readonly Tag[];
}

export interface Spans {
  readonly count: number;
  readonly runs: readonly Run[];
  /** Whether the file has tables of parents and of errors. */
  readonly linked: boolean;
  readonly failing: boolean;
  /** The spans as `s`, and the condition on them, whose first parameter is the smallest id. */
  readonly from: string;
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** Spans by id. No statement is open between two pages, so the export does not block writers. */
  pages(): Generator<readonly ExportedSpan[]>;
  /** All tag keys on these spans. */
  keys(): string[];
}

const PAGE = 2_000;
/** Selecting spans by tags they may inherit needs all of them in memory at once. */
const MAX_PICKED = 2_000_000;
const BY_ID = "s.id BETWEEN ? AND ?";
const PICKED_BY_ID = "p.id BETWEEN ? AND ?";

type Row = [
  id: number,
  name: string | null,
  start: unknown,
  duration: unknown,
  parent: unknown,
  type: string | null,
  message: string | null,
  stack: string | null,
];

export function openSpans(db: Connection, scope: Scope): Spans {
  const size = scope.tags.length > 0 ? MAX_PICKED : Number.MAX_SAFE_INTEGER;
  const scoped = refuseUnknownRun(() => resolveScope(db, { ...scope, window: size }));
  if (scope.tags.length > 0 && isCut(scoped.window)) {
    const message = "More than 2,000,000 spans cannot be filtered by tag. Limit the export to one run, or export all.";
    throw new ExportError("TOO_MANY", message);
  }
  const { firstId, lastId } = scoped.window;
  if (!scoped.where.startsWith(BY_ID)) throw new Error("a scope does not begin with its ids");
  const picked = scope.tags.length > 0 || scope.error !== null || scoped.run?.mixed === true;
  if (picked) pick(db, scoped.where, scoped.parameters);
  // Without an index, rows come by id: a page begins where the last one ended.
  const from = picked ? "temp.picked AS p CROSS JOIN spans AS s NOT INDEXED ON s.id = p.id" : "spans AS s NOT INDEXED";
  const where = picked ? PICKED_BY_ID : scoped.where;
  const parameters = picked ? [firstId, lastId] : scoped.parameters;
  const tables = sideTables(db);
  const present = { linked: tables.has("span_links"), failing: tables.has("span_errors") };
  const count = db.prepare<(string | number)[], number>(`SELECT count(*) FROM ${from} WHERE ${where}`).pluck();
  return {
    ...present,
    from,
    where,
    parameters,
    runs: scoped.runs,
    count: count.get(...parameters) ?? 0,
    pages: () => readPages(db, { ...present, from, where, parameters }, firstId, lastId),
    keys: () => readKeys(db, where, parameters),
  };
}

/** @throws ExportError if the scope is one of a run that is not in the file */
export function refuseUnknownRun<Value>(resolve: () => Value): Value {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof ParamsError) throw new ExportError("NO_RUN", error.message);
    throw error;
  }
}

/**
 * Puts the ids into a temporary table on disk: evaluating a condition on tags or errors, or the ranges of an interleaved run, would
 * read everything again for each page.
 */
function pick(db: Connection, where: string, parameters: readonly (string | number)[]): void {
  db.exec("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY)");
  db.prepare(`INSERT INTO temp.picked SELECT s.id FROM spans AS s WHERE ${where}`).run(...parameters);
}

type Condition = Pick<Spans, "linked" | "failing" | "from" | "where" | "parameters">;

function pageSql({ linked, failing, from, where }: Condition): string {
  const parent = linked ? "l.parent_id" : "NULL";
  const error = failing ? "CAST(e.type AS TEXT), CAST(e.message AS TEXT), CAST(e.stack AS TEXT)" : "NULL, NULL, NULL";
  return `SELECT s.id, CAST(s.name AS TEXT), s.start, s.duration, ${parent}, ${error}
    FROM ${from}
    ${linked ? "LEFT JOIN span_links AS l ON l.span_id = s.id" : ""}
    ${failing ? "LEFT JOIN span_errors AS e ON e.span_id = s.id" : ""}
    WHERE ${where} ORDER BY ${where.startsWith(PICKED_BY_ID) ? "p" : "s"}.id LIMIT ${PAGE}`;
}

function* readPages(db: Connection, condition: Condition, firstId: number, lastId: number) {
  const read = db.prepare<(string | number)[], Row>(pageSql(condition)).raw();
  const tagsOf = openTags(db, firstId, lastId);
  let next = firstId;
  while (true) {
    const rows = read.all(next, ...condition.parameters.slice(1));
    const last = rows.at(-1)?.[0];
    if (last === undefined) return;
    const own = tagsOf(rows.map(([id]) => id));
    yield rows.map((row, index) => toSpan(row, own[index] ?? []));
    if (rows.length < PAGE) return;
    next = last + 1;
  }
}

function toSpan([id, name, start, duration, parent, type, message, stack]: Row, tags: readonly Tag[]): ExportedSpan {
  return {
    id,
    name: name ?? "",
    start: toFullCell(start),
    duration: toFullCell(duration),
    // Other tools may have written anything; only an integer is a valid id and valid JSON.
    parent: Number.isSafeInteger(parent) ? (parent as number) : null,
    error: type === null ? null : { type, message: message ?? "", stack },
    tags,
  };
}

function toFullCell(value: unknown): Cell {
  return toCell(value, Number.POSITIVE_INFINITY);
}

function readKeys(db: Connection, where: string, parameters: readonly (string | number)[]): string[] {
  const of = [BY_ID, PICKED_BY_ID].includes(where)
    ? `WHERE t.span_id BETWEEN ? AND ?${where === BY_ID ? "" : " AND t.span_id IN (SELECT id FROM temp.picked)"}`
    : `CROSS JOIN spans AS s ON s.id = t.span_id WHERE ${where}`;
  return db
    .prepare<(string | number)[], string | null>(
      `SELECT DISTINCT CAST(t.key AS TEXT) FROM span_tags AS t NOT INDEXED ${of}`,
    )
    .pluck()
    .all(...parameters)
    .filter((key) => key !== null);
}
