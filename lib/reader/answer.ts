/** Answers one ask in the reader's process, and hands the answer on. */
import type { Progress } from "../model/progress.ts";
import { JOBS, runQuery } from "../queries/registry.ts";
import { openReader } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { describeFailure } from "./failure.ts";
import type { JobAsk, QueryAsk } from "./messages.ts";
import type { Emit } from "./read-rows.ts";

/** On a connection of its own. */
export async function answerQuery({ path, query, params, other }: QueryAsk, emit: Emit): Promise<void> {
  let db: Connection | undefined;
  try {
    db = openReader(loadDriver(), path);
    const started = performance.now();
    // Not waited for: it leaves at once, also in the middle of work.
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
