/** Opens the other file beside the one that is looked at: read-only, on a connection of its own, for one question. */
import { DatabaseError, explain, openReader } from "../../store/database.ts";
import { type Connection, loadDriver } from "../../store/driver.ts";
import type { Files } from "./sides.ts";

/**
 * The other file may be missing or no database: the rest is answered all the same, and `problem` says why.
 * Either file is seen in one state, however much is written meanwhile.
 */
export function openFiles<Answer>(
  here: Connection,
  path: string | null,
  ask: (files: Files, problem: string | null) => Answer,
): Answer {
  if (path === null) return ask({ here, other: null }, null);
  let other: Connection;
  try {
    other = openReader(loadDriver(), path);
  } catch (cause) {
    const error = cause instanceof DatabaseError ? cause : explain(path, cause);
    // The words are those of the file that is looked at.
    return ask({ here, other: null }, error.message.replace("--db-path", "--compare"));
  }
  try {
    return other.transaction(() => ask({ here, other }, null))();
  } finally {
    other.close();
  }
}
