/** The row that says which program a run is. */
import type { Run } from "../runtime/run.ts";
import type { Connection } from "../store/driver.ts";

/** Adds it unless it is there: another process of the run may have, and `spantom prune` may have deleted it. */
export function insertRun(db: Connection, { id, started, pid, host, command, node, cwd }: Run): void {
  db.prepare(
    "INSERT OR IGNORE INTO runs (id, started, pid, host, command, node, cwd) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(id, started, pid, host, command, node, cwd);
}
