/** Changes a run's name or note after the run, while programs may go on tracing into the file. */
import type { Editable } from "../model/run-tags.ts";
import type { Connection } from "./driver.ts";
import { creationSql } from "./schema.ts";
import { checkWritable } from "./table-check.ts";

const MAX_TEXT = 16_384;
/** Ids are listed up to this number. */
export const MAX_MATCHES = 5;

export type RunTagged =
  /** `before` is undefined if there was none. */
  | { readonly id: string; readonly before: string | undefined }
  /** No run, or several, begin with the id; at most `MAX_MATCHES` and one more. */
  | { readonly matches: readonly string[] };

/**
 * Sets a tag in one transaction; an empty text removes it.
 * @param begin the run's id, or the beginning of it
 * @throws DatabaseError if the file is none of ours, or a trigger would fire; SQLite's errors, including `SQLITE_BUSY`
 */
export function tagRun(db: Connection, begin: string, key: Editable, text: string): RunTagged {
  const creation = creationSql(checkWritable(db, db.name));
  db.exec("BEGIN IMMEDIATE");
  try {
    if (creation) db.exec(creation);
    const matches = findRuns(db, begin);
    const [id] = matches;
    const tagged = id !== undefined && matches.length === 1 ? { id, before: putTag(db, id, key, text) } : { matches };
    db.exec("COMMIT");
    return tagged;
  } catch (cause) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw cause;
  }
}

/** A whole id counts alone, also where others begin with it. */
function findRuns(db: Connection, begin: string): string[] {
  const whole = db.prepare<[string], string>("SELECT id FROM runs WHERE id = ?").pluck().get(begin);
  if (whole !== undefined) return [whole];
  return db
    .prepare<[string, string], string>(
      `SELECT id FROM runs WHERE substr(id, 1, length(?)) = ? ORDER BY id DESC LIMIT ${MAX_MATCHES + 1}`,
    )
    .pluck()
    .all(begin, begin);
}

function putTag(db: Connection, id: string, key: Editable, text: string): string | undefined {
  const before = db.prepare<[string, string], string>("SELECT value FROM run_tags WHERE run_id = ? AND key = ?");
  const value = text.slice(0, MAX_TEXT).toWellFormed();
  const had = before.pluck().get(id, key);
  if (value === "") db.prepare("DELETE FROM run_tags WHERE run_id = ? AND key = ?").run(id, key);
  else db.prepare("INSERT OR REPLACE INTO run_tags (run_id, key, value) VALUES (?, ?, ?)").run(id, key, value);
  return had;
}
