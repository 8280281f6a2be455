/** Runs a typed statement within its limits and streams the result in chunks. */

import { cellBytes, toCell } from "../model/cell.ts";
import type { Cell, SqlResult } from "../model/outcome.ts";
import { openAny } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { checkSql, describeFailure, refuseWriting } from "./failure.ts";
import type { Answer, SqlAsk } from "./messages.ts";

const CHUNK_ROWS = 1_000;
const CHUNK_BYTES = 1_000_000;

/** Sends an answer and resolves once it has left, so that rows cannot pile up. */
export type Emit = (answer: Answer) => Promise<void>;

/**
 * Opens a connection per query, which costs about 0.1 ms: settings do not survive, and a replaced file is noticed.
 */
export async function readRows(ask: SqlAsk, emit: Emit): Promise<void> {
  const refused = checkSql(ask.sql);
  if (refused) return emit({ type: "failed", failure: refused });
  let db: Connection | undefined;
  try {
    db = openAny(loadDriver(), ask.path);
    db.pragma("mmap_size = 0");
    const started = performance.now();
    const statement = db.prepare(ask.sql);
    // Neither alone is enough: ATTACH counts as read-only, INSERT … RETURNING returns rows.
    if (!statement.reader || !statement.readonly) {
      return await emit({ type: "failed", failure: refuseWriting(ask.sql) });
    }
    const rows = statement.raw().safeIntegers().iterate() as IterableIterator<unknown[]>;
    await emit({ type: "columns", columns: statement.columns().map(({ name, type }) => ({ name, type })) });
    await sendRows(rows, ask, started, emit);
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, ask.path, ask.sql, db) });
  } finally {
    db?.close();
  }
}

async function sendRows(rows: Iterable<unknown[]>, ask: SqlAsk, started: number, emit: Emit): Promise<void> {
  const { limits } = ask;
  let chunk: Cell[][] = [];
  let chunkBytes = 0;
  let count = 0;
  let bytes = 0;
  let waited = 0;
  let more: SqlResult["more"] = null;
  for (const row of rows) {
    if (count === limits.rows) {
      more = "rows";
      break;
    }
    const cells = row.map((value) => toCell(value, limits.cell));
    const size = cells.reduce<number>((sum, cell) => sum + cellBytes(cell), 0);
    if (bytes + size > limits.bytes && count > 0) {
      more = "bytes";
      break;
    }
    chunk.push(cells);
    count++;
    bytes += size;
    chunkBytes += size;
    if (chunk.length < CHUNK_ROWS && chunkBytes < CHUNK_BYTES) continue;
    const paused = performance.now();
    await emit({ type: "rows", rows: chunk });
    waited += performance.now() - paused;
    chunk = [];
    chunkBytes = 0;
  }
  const ms = performance.now() - started - waited;
  if (chunk.length > 0) await emit({ type: "rows", rows: chunk });
  await emit({ type: "end", more, ms });
}
