/** Changes a run's name or note after the run, while programs may go on tracing into the file. */
import type { Editable } from "../model/run-tags.ts";
import type { Connection } from "./driver.ts";
import { creationSql } from "./schema.ts";
import { checkWritable } from "./table-check.ts";

const MAX_TEXT = 16_384;

/**
 * Sets a tag in one transaction; an empty text removes it.
 * @param id of a recorded run
 * @returns the text before, undefined without one
 * @throws DatabaseError if the file is none of ours, or a trigger would fire; SQLite's errors, including `SQLITE_BUSY`
 */
export function tagRun(db: Connection, id: string, key: Editable, text: string): string | undefined {
  const creation = creationSql(checkWritable(db, db.name));
  return db
    .transaction(() => {
      if (creation) db.exec(creation);
      return putTag(db, id, key, text);
    })
    .immediate();
}

function putTag(db: Connection, id: string, key: Editable, text: string): string | undefined {
  const before = db.prepare<[string, string], string>("SELECT value FROM run_tags WHERE run_id = ? AND key = ?");
  const value = text.slice(0, MAX_TEXT).toWellFormed();
  const had = before.pluck().get(id, key);
  if (value === "") db.prepare("DELETE FROM run_tags WHERE run_id = ? AND key = ?").run(id, key);
  else db.prepare("INSERT OR REPLACE INTO run_tags (run_id, key, value) VALUES (?, ?, ?)").run(id, key, value);
  return had;
}
