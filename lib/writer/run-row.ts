/** The row that says which program a run is, and its tags. */
import { isEditable, type RunTags } from "../model/run-tags.ts";
import type { Run } from "../runtime/run.ts";
import { readRunFacts } from "../runtime/run-facts.ts";
import type { Connection } from "../store/driver.ts";

/** Read once: `load` is that of the start, also where the row has to be written again. */
let facts: RunTags | undefined;

/** Call before a transaction, which would keep other programs waiting for the files that the facts are read from. */
export function prepareRun(db: Connection, run: Run): void {
  if (!facts && !db.prepare("SELECT 1 FROM runs WHERE id = ?").get(run.id)) facts = readRunFacts(run);
}

/** Adds them unless they are there: another process of the run may have, and `spantom prune` may have deleted them. */
export function insertRun(db: Connection, run: Run): void {
  const { id, started, pid, host, command, node, cwd } = run;
  const { changes } = db
    .prepare("INSERT OR IGNORE INTO runs (id, started, pid, host, command, node, cwd) VALUES (?, ?, ?, ?, ?, ?, ?)")
    .run(id, started, pid, host, command, node, cwd);
  if (changes === 0) return;
  facts ??= readRunFacts(run);
  putRunTags(db, id, { ...facts, ...run.said });
}

/** Sets tags of the run, also where other processes have set them. Call within a transaction. */
export function applyRunTags(db: Connection, run: Run, tags: RunTags): void {
  insertRun(db, run);
  putRunTags(db, run.id, tags);
}

/** An empty name or note is none. */
function putRunTags(db: Connection, runId: string, tags: RunTags): void {
  const put = db.prepare("INSERT OR REPLACE INTO run_tags (run_id, key, value) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM run_tags WHERE run_id = ? AND key = ?");
  for (const [key, value] of Object.entries(tags)) {
    if (value === "" && isEditable(key)) remove.run(runId, key);
    else put.run(runId, key, value);
  }
}
