/** Runs one reading statement in the reader's process, from the browser. Never rejects. */
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { postAsk } from "../post-ask.ts";

export function askSql(sql: string, signal: AbortSignal): Promise<QueryOutcome> {
  return postAsk<QueryOutcome>("api/query", { sql }, signal);
}
