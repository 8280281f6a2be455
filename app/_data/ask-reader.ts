/** Asks a long question in the reader's process; the request's end stops it. */
import "server-only";
import type { QuestionAnswer, QuestionName, QuestionParams } from "../../lib/questions/list.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { QuestionOptions, QuestionOutcome } from "../../lib/reader/query.ts";
import { databasePath } from "./database.ts";
import { getReader } from "./reader.ts";

export function askReader<Name extends QuestionName>(
  question: Name,
  params: QuestionParams<Name>,
  options: QuestionOptions = {},
): Promise<QuestionOutcome<QuestionAnswer<Name>>> {
  const signal = options.signal ?? getHost()?.signal();
  return getReader().ask(databasePath(), question, params, { ...options, signal });
}
