/** Asks the reader's process: long questions, and typed SQL. The request's end stops them. */
import "server-only";
import type { QueryFailure, QueryOutcome, QuestionOutcome } from "../../lib/model/outcome.ts";
import type { QuestionAnswer, QuestionName, QuestionParams } from "../../lib/queries/registry.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { QuestionOptions } from "../../lib/reader/reader.ts";
import type { DatabaseError } from "../../lib/store/database.ts";
import { databasePath } from "./database.ts";
import { findSource, getReader } from "./reader.ts";

export function askReader<Name extends QuestionName>(
  question: Name,
  params: QuestionParams<Name>,
  options: QuestionOptions = {},
): Promise<QuestionOutcome<QuestionAnswer<Name>>> {
  const signal = untilGone(options.signal);
  return readFrom(
    (path) => getReader().ask(path, question, params, { ...options, signal }),
    ({ message, problem }) => ({ ok: false, code: "DATABASE", message, file: problem }),
  );
}

/** Any SQLite file can be asked by SQL, whatever its tables. */
export function runSql(sql: string, signal?: AbortSignal): Promise<QueryOutcome> {
  const run = (path: string) => getReader().run(path, sql, { signal: untilGone(signal) });
  return readFrom(run, () => run(databasePath()));
}

type AnyOutcome = { readonly ok: true } | ({ readonly ok: false } & QueryFailure);

/** Asks the file, or the copy that is read in its place, of which nobody hears. */
async function readFrom<Outcome extends AnyOutcome>(
  read: (path: string) => Promise<Outcome>,
  refuse: (error: DatabaseError) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const path = databasePath();
  const before = await findSource(path);
  if (!before.ok) return refuse(before.error);
  const outcome = await read(before.path);
  if (outcome.ok) return outcome;
  // Its log and SQLite's other files were there at the first look, and are gone.
  if (outcome.copyable && before.copied === null) {
    const other = await findSource(path, outcome);
    if (other.ok && other.copied !== null) return read(other.path);
  }
  return { ...outcome, message: outcome.message.replaceAll(before.path, path) };
}

/** Aborts with the caller's own signal, and when the client of the request goes away. */
function untilGone(own: AbortSignal | undefined): AbortSignal | undefined {
  const gone = getHost().signal();
  return own && gone ? AbortSignal.any([own, gone]) : (own ?? gone);
}
