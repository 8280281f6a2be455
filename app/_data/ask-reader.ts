/** Asks the reader's process: long questions, and typed SQL. The request's end stops them. */
import "server-only";
import type { QuestionAnswer, QuestionName, QuestionParams } from "../../lib/questions/list.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { QueryOutcome, QuestionOptions, QuestionOutcome } from "../../lib/reader/query.ts";
import { databasePath } from "./database.ts";
import { getReader } from "./reader.ts";

export function askReader<Name extends QuestionName>(
  question: Name,
  params: QuestionParams<Name>,
  options: QuestionOptions = {},
): Promise<QuestionOutcome<QuestionAnswer<Name>>> {
  return getReader().ask(databasePath(), question, params, { ...options, signal: untilGone(options.signal) });
}

export function runSql(sql: string, signal?: AbortSignal): Promise<QueryOutcome> {
  return getReader().run(databasePath(), sql, { signal: untilGone(signal) });
}

/** Aborts with the caller's own signal, and when the client of the request goes away. */
function untilGone(own: AbortSignal | undefined): AbortSignal | undefined {
  const gone = getHost()?.signal();
  return own && gone ? AbortSignal.any([own, gone]) : (own ?? gone);
}
