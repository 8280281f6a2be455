/** What the query page needs before rendering. */
import "server-only";
import { readRuns } from "../../lib/queries/runs.ts";
import { COUNTED_ROWS, readSchema } from "../../lib/queries/sql/schema-tables.ts";
import type { Connection } from "../../lib/store/driver.ts";
import type { SchemaSummary } from "./data.ts";

const SECONDS = new Set(["spans.start", "spans.duration", "runs.started"]);

/** Null if the file has no spans. */
export function readSchemaSummary(db: Connection): SchemaSummary | null {
  const last = readRuns(db).at(-1);
  if (!last) return null;
  return {
    start: Number.isFinite(last.started) ? last.started : null,
    lastId: last.lastId,
    countedRows: COUNTED_ROWS,
    tables: readSchema(db).map(({ name, rows, columns }) => ({
      name,
      rows,
      columns: columns.map((column) => ({
        ...column,
        unit: SECONDS.has(`${name}.${column.name}`.toLowerCase()) ? "s" : null,
      })),
    })),
  };
}
