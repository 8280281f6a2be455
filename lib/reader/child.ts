/**
 * The process that runs typed SQL and long queries. It exists to be killed: better-sqlite3 cannot interrupt a query,
 * and a worker thread inside one cannot be terminated. Its second thread, started from this same file, is the watchdog.
 */

import { isMainThread, workerData } from "node:worker_threads";
import type { Progress } from "../model/progress.ts";
import { JOBS, runQuery } from "../queries/registry.ts";
import { openReader } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { describeFailure } from "./failure.ts";
import type { Answer, Ask, JobAsk, QueryAsk } from "./messages.ts";
import { type Emit, readRows } from "./read-rows.ts";
import { armWatchdog, disarmWatchdog, keepWatch, startWatchdog, type Watch } from "./watchdog.ts";

function emit(answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    // If sending fails nobody is waiting, and `disconnect` ends the process.
    process.send?.(answer, undefined, undefined, () => resolve());
  });
}

async function serve(): Promise<void> {
  process.on("disconnect", () => process.exit());
  // Ctrl-C reaches every process of the terminal, but the parent decides what ends.
  process.on("SIGINT", () => undefined);
  const watch = await startWatchdog(new URL(import.meta.url), Number(process.argv[2]));
  process.on("message", async (ask: Ask) => {
    armWatchdog(watch, ask.limits.ms);
    if ("query" in ask) await answerQuery(ask, emit);
    else await ("job" in ask ? doJob(ask, emit) : readRows(ask, emit));
    disarmWatchdog(watch);
  });
  await emit({ type: "ready" });
}

if (isMainThread) await serve();
else keepWatch(workerData as Watch);

/** Runs a query on a connection of its own. */
export async function answerQuery({ path, query, params, other }: QueryAsk, emit: Emit): Promise<void> {
  let db: Connection | undefined;
  try {
    db = openReader(loadDriver(), path);
    const started = performance.now();
    // Not awaited: messages leave at once, even in the middle of synchronous work.
    const tell = (progress: Progress) => void emit({ type: "progress", progress });
    const value = runQuery(db, query, params as never, { tell, other });
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, path, "", db) });
  } finally {
    db?.close();
  }
}

export async function doJob({ path, job, params }: JobAsk, emit: Emit): Promise<void> {
  try {
    const started = performance.now();
    const value = JOBS[job](path, params as never);
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, path, "", undefined) });
  }
}
