/** The tables of a file with their columns and row counts, as an aid for writing SQL. */

import { quoteName } from "../../model/quote.ts";
import type { Connection } from "../../store/driver.ts";

/** Rows are counted up to this; one more means "or more". */
export const COUNTED_ROWS = 10_000;
const MAX_TABLES = 100;

export interface TableSummary {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** At most `COUNTED_ROWS` + 1; null if counting could run code (views, virtual tables). */
  readonly rows: number | null;
}

interface SchemaRow {
  readonly name: string;
  readonly type: "table" | "view";
  readonly sql: string | null;
}

/** Our two tables first, then the others by name, without SQLite's own. */
export function readSchema(db: Connection): TableSummary[] {
  const found = db
    .prepare<[], SchemaRow>(
      `SELECT name, type, sql FROM sqlite_schema
       WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY name = 'spans' DESC, name = 'span_tags' DESC, name
       LIMIT ${MAX_TABLES}`,
    )
    .all();
  return found.map(({ name, type, sql }) => {
    const plain = type === "table" && !/^\s*create\s+virtual/i.test(sql ?? "");
    return { name, kind: type, columns: plain ? readColumns(db, name) : [], rows: plain ? countRows(db, name) : null };
  });
}

function readColumns(db: Connection, table: string): TableSummary["columns"] {
  return db
    .prepare<[string], { name: string; type: string }>("SELECT name, type FROM pragma_table_info(?) ORDER BY cid")
    .all(table);
}

function countRows(db: Connection, table: string): number {
  const counted = db
    .prepare<[], number>(`SELECT count(*) FROM (SELECT 1 FROM ${quoteName(table)} LIMIT ${COUNTED_ROWS + 1})`)
    .pluck()
    .get();
  return counted ?? 0;
}
