/** All spans of a scope with their tags, page by page: what is in memory does not grow with the file. */
import { sideTables } from "../database.ts";
import type { Connection } from "../driver.ts";
import type { RunFacts } from "../questions/run-list.ts";
import { resolveScope } from "../questions/scoped-spans.ts";
import { isCut } from "../questions/window.ts";
import { toCell } from "../reader/cell.ts";
import type { Cell } from "../reader/query.ts";
import type { Scope } from "../scope.ts";
import { ExportError } from "./export-error.ts";
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
  readonly runs: readonly RunFacts[];
  /** Whether the file has the tables of parents and of errors. */
  readonly linked: boolean;
  readonly failing: boolean;
  /** The condition on `spans AS s`, the first of its parameters the smallest id. */
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** In the order of ids. No statement is open between two pages, so no reader is in the way of a writer. */
  pages(): Generator<readonly ExportedSpan[]>;
  /** All tag keys that they carry. */
  keys(): string[];
}

const PAGE = 2_000;
/** To pick spans by a tag that they may inherit, all have to be in memory at once. */
const MOST_PICKED = 2_000_000;
const MOST_NAMED = 5;
const BY_ID = "s.id BETWEEN ? AND ?";

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
  const size = scope.tags.length > 0 ? MOST_PICKED : Number.MAX_SAFE_INTEGER;
  const scoped = resolveScope(db, { ...scope, window: size });
  if (scope.tags.length > 0 && isCut(scoped.window)) {
    const message = "Of more than 2,000,000 spans, none can be picked by a tag. Limit them to one run, or export all.";
    throw new ExportError("TOO_MANY", message);
  }
  if (scope.run !== "all" && scope.run !== "latest" && scoped.run?.id !== scope.run) {
    const known = scoped.runs.slice(-MOST_NAMED).map(({ id }) => id);
    const there = known.length > 0 ? `; the last ones are ${known.join(", ")}` : "";
    throw new ExportError("NO_RUN", `There is no run ${scope.run}${there}.`);
  }
  const { firstId, lastId } = scoped.window;
  const picked = scope.tags.length > 0;
  if (picked) pick(db, scoped.where, scoped.parameters);
  const where = picked ? `${BY_ID} AND s.id IN (SELECT id FROM temp.picked)` : scoped.where;
  const parameters = picked ? [firstId, lastId] : scoped.parameters;
  if (!where.startsWith(BY_ID)) throw new Error("a scope does not begin with its ids");
  const tables = sideTables(db);
  const facts = { linked: tables.has("span_links"), failing: tables.has("span_errors") };
  const count = db.prepare<(string | number)[], number>(`SELECT count(*) FROM spans AS s WHERE ${where}`).pluck();
  return {
    ...facts,
    where,
    parameters,
    runs: scoped.runs,
    count: count.get(...parameters) ?? 0,
    pages: () => readPages(db, { ...facts, where, parameters }, firstId, lastId),
    keys: () => readKeys(db, where, parameters),
  };
}

/** The ids go to a temporary table, on disk: asking for the tag again on every page would take a scan each. */
function pick(db: Connection, where: string, parameters: readonly (string | number)[]): void {
  db.exec("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY)");
  db.prepare(`INSERT INTO temp.picked SELECT s.id FROM spans AS s WHERE ${where}`).run(...parameters);
}

type Condition = Pick<Spans, "linked" | "failing" | "where" | "parameters">;

/** Never by an index: in the order of ids a page begins where the last one ended. */
function pageSql({ linked, failing, where }: Condition): string {
  const parent = linked ? "l.parent_id" : "NULL";
  const error = failing ? "CAST(e.type AS TEXT), CAST(e.message AS TEXT), CAST(e.stack AS TEXT)" : "NULL, NULL, NULL";
  return `SELECT s.id, CAST(s.name AS TEXT), s.start, s.duration, ${parent}, ${error}
    FROM spans AS s NOT INDEXED
    ${linked ? "LEFT JOIN span_links AS l ON l.span_id = s.id" : ""}
    ${failing ? "LEFT JOIN span_errors AS e ON e.span_id = s.id" : ""}
    WHERE ${where} ORDER BY s.id LIMIT ${PAGE}`;
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
    start: whole(start),
    duration: whole(duration),
    // Other tools may have written anything; only a whole number is an id, and JSON.
    parent: Number.isSafeInteger(parent) ? (parent as number) : null,
    error: type === null ? null : { type, message: message ?? "", stack },
    tags,
  };
}

function whole(value: unknown): Cell {
  return toCell(value, Number.POSITIVE_INFINITY);
}

function readKeys(db: Connection, where: string, parameters: readonly (string | number)[]): string[] {
  const all = where === BY_ID;
  const from = all ? "span_tags AS t" : "span_tags AS t CROSS JOIN spans AS s ON s.id = t.span_id";
  const condition = all ? "t.span_id BETWEEN ? AND ?" : where;
  return db
    .prepare<(string | number)[], string | null>(
      `SELECT DISTINCT CAST(t.key AS TEXT) FROM ${from.replace("AS t", "AS t NOT INDEXED")} WHERE ${condition}`,
    )
    .pluck()
    .all(...parameters)
    .filter((key) => key !== null);
}
