/**
 * The process that runs typed SQL and long queries. It exists to be killed: better-sqlite3 cannot interrupt a query,
 * and a worker thread inside one cannot be terminated. Its second thread, started from this same file, is the watchdog.
 */

import { isMainThread, workerData } from "node:worker_threads";
import { cellBytes, toCell } from "../model/cell.ts";
import type { Cell, QueryColumn, SqlResult } from "../model/outcome.ts";
import type { Progress } from "../model/progress.ts";
import { JOBS, runQuery } from "../queries/registry.ts";
import { type ColumnSource, findContents } from "../queries/sql/column-contents.ts";
import { openAny, openReader } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { checkSql, describeFailure, refuseWriting } from "./failure.ts";
import type { Answer, JobRequest, QueryRequest, ReaderRequest, SqlRequest } from "./messages.ts";
import { armWatchdog, disarmWatchdog, keepWatch, startWatchdog, type Watch } from "./watchdog.ts";

/** Sends an answer and resolves once it has left, so that rows cannot pile up. */
function emit(answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    // If sending fails, nobody is waiting, and `disconnect` ends the process.
    process.send?.(answer, undefined, undefined, () => resolve());
  });
}

async function serve(): Promise<void> {
  process.on("disconnect", () => process.exit());
  // Ctrl-C reaches every process of the terminal, but the parent decides which ones end.
  process.on("SIGINT", () => undefined);
  const watch = await startWatchdog(new URL(import.meta.url), Number(process.argv[2]));
  process.on("message", async (request: ReaderRequest) => {
    armWatchdog(watch, request.limits.ms);
    if ("query" in request) await answerQuery(request);
    else await ("job" in request ? doJob(request) : readRows(request));
    disarmWatchdog(watch);
  });
  await emit({ type: "ready" });
}

/** Runs a query on a new connection. */
async function answerQuery({ path, query, params, other }: QueryRequest): Promise<void> {
  let db: Connection | undefined;
  try {
    db = openReader(loadDriver(), path);
    const started = performance.now();
    // Not awaited: messages leave immediately, even in the middle of synchronous work.
    const tell = (progress: Progress) => void emit({ type: "progress", progress });
    const value = runQuery(db, query, params as never, { tell, other });
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, path, "", db) });
  } finally {
    db?.close();
  }
}

async function doJob({ path, job, params }: JobRequest): Promise<void> {
  try {
    const started = performance.now();
    const value = JOBS[job](path, params as never);
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, path, "", undefined) });
  }
}

const CHUNK_ROWS = 1_000;
const CHUNK_BYTES = 1_000_000;

/**
 * Runs a typed statement within its limits and streams the result. A connection per statement costs about 0.1 ms, but
 * settings do not persist and a replaced file is noticed.
 */
async function readRows(request: SqlRequest): Promise<void> {
  const refused = checkSql(request.sql);
  if (refused) return emit({ type: "failed", failure: refused });
  let db: Connection | undefined;
  try {
    db = openAny(loadDriver(), request.path);
    db.pragma("mmap_size = 0");
    const started = performance.now();
    const statement = db.prepare(request.sql);
    // Neither alone is enough: ATTACH counts as read-only, INSERT … RETURNING returns rows.
    if (!statement.reader || !statement.readonly) {
      return await emit({ type: "failed", failure: refuseWriting(request.sql) });
    }
    const rows = statement.raw().safeIntegers().iterate() as IterableIterator<unknown[]>;
    await emit({ type: "columns", columns: statement.columns().map(describeColumn) });
    await sendRows(rows, request, started);
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, request.path, request.sql, db) });
  } finally {
    db?.close();
  }
}

function describeColumn(column: ColumnSource & Pick<QueryColumn, "name" | "type">): QueryColumn {
  const { name, type } = column;
  const holds = findContents(column);
  return { name, type, ...(holds && { holds }) };
}

async function sendRows(rows: Iterable<unknown[]>, request: SqlRequest, started: number): Promise<void> {
  const { limits } = request;
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

// Last, so that everything above is initialized when the first message arrives.
if (isMainThread) await serve();
else keepWatch(workerData as Watch);
