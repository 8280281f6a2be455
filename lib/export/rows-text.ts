/** All rows of a typed statement as CSV or JSON. */

import { toCell } from "../model/cell.ts";
import type { Cell } from "../model/outcome.ts";
import { refuseWriting } from "../reader/failure.ts";
import type { Connection } from "../store/driver.ts";
import { csvLine } from "./csv-text.ts";
import { rowFormatter } from "./json-text.ts";
import { ExportError, type RowsExportRequest } from "./messages.ts";

const CHUNK = 64 * 1024;

export function* formatRows(
  db: Connection,
  { sql, format, raw = false }: RowsExportRequest,
  count: () => void,
): Generator<string> {
  const statement = db.prepare(sql);
  // Neither alone is enough: ATTACH counts as read-only, INSERT … RETURNING returns rows.
  if (!statement.reader || !statement.readonly) throw new ExportError("SQL_NOT_READ", refuseWriting(sql).message);
  const columns = statement.columns().map(({ name }) => name);
  const toText = format === "csv" ? (row: readonly Cell[]) => csvLine(row, raw) : rowFormatter(columns);
  const rows = statement.raw().safeIntegers().iterate() as IterableIterator<unknown[]>;
  let text = format === "csv" ? csvLine(columns, raw) : "[";
  let separator = format === "csv" ? "" : "\n";
  for (const row of rows) {
    count();
    text += separator + toText(row.map((value) => toCell(value, Number.POSITIVE_INFINITY)));
    if (format === "json") separator = ",\n";
    if (text.length < CHUNK) continue;
    yield text;
    text = "";
  }
  if (format === "json") text += separator === "\n" ? "]\n" : "\n]\n";
  yield text;
}
