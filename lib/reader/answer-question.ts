/** Asks one of the built-in questions on a connection of its own, and hands the answer on. */

import type { Question } from "../queries/query.ts";
import { ERRANDS, QUESTIONS } from "../queries/registry.ts";
import { openReader } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { describeFailure } from "./failure.ts";
import type { QuestionAsk } from "./messages.ts";
import type { Emit } from "./read-rows.ts";

/** The question sees one state of the file, however much is written meanwhile. */
export async function answerQuestion(ask: QuestionAsk, emit: Emit): Promise<void> {
  if (ask.question in ERRANDS) return runErrand(ask, emit);
  const question = QUESTIONS[ask.question as keyof typeof QUESTIONS] as unknown as Question<unknown, unknown>;
  let db: Connection | undefined;
  try {
    db = openReader(loadDriver(), ask.path);
    const started = performance.now();
    // Not waited for: it leaves at once, also in the middle of work.
    const answer = (db: Connection) =>
      question(db, ask.params, (progress) => void emit({ type: "progress", progress }));
    const value = db.transaction(answer)(db);
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, ask.path, "", db) });
  } finally {
    db?.close();
  }
}

async function runErrand(ask: QuestionAsk, emit: Emit): Promise<void> {
  const errand = ERRANDS[ask.question as keyof typeof ERRANDS] as (path: string, params: unknown) => unknown;
  try {
    const started = performance.now();
    const value = errand(ask.path, ask.params);
    await emit({ type: "answer", value, ms: performance.now() - started });
  } catch (error) {
    await emit({ type: "failed", failure: describeFailure(error, ask.path, "", undefined) });
  }
}
