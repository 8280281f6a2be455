/**
 * The process that runs typed SQL and long queries, so that it can be killed: better-sqlite3 cannot interrupt a query, and a worker
 * thread inside of one cannot be stopped. Its second thread, from this same file, is the watchdog.
 */
import { isMainThread, workerData } from "node:worker_threads";
import { answerQuery, doJob } from "./answer.ts";
import type { Answer, Ask } from "./messages.ts";
import { readRows } from "./read-rows.ts";
import { armWatchdog, disarmWatchdog, keepWatch, startWatchdog, type Watch } from "./watchdog.ts";

function emit(answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    // An answer that cannot be sent has nobody to wait for it; `disconnect` ends the process.
    process.send?.(answer, undefined, undefined, () => resolve());
  });
}

async function serve(): Promise<void> {
  process.on("disconnect", () => process.exit());
  // Ctrl-C reaches every process of the terminal; the parent decides what ends.
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
