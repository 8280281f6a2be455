/** What tells that a file has changed since something was found in it. */
import { statSync } from "node:fs";
import type { Connection } from "../driver.ts";

/** Changes with every span and tag that is written, and with the file itself. Undefined for what is in memory. */
export function fileState(db: Connection): unknown[] | undefined {
  if (!db.name || db.memory) return undefined;
  // Before the rows: what is written in between is then found under a state that does not come again.
  const files = [db.name, `${db.name}-wal`].map((file) => {
    const found = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false });
    return found && [found.ino, found.mtimeMs, found.ctimeMs, found.size];
  });
  const last = db
    .prepare<[], unknown[]>(
      "SELECT (SELECT min(id) FROM spans), (SELECT max(id) FROM spans), (SELECT max(id) FROM span_tags)",
    )
    .raw()
    .get();
  return [db.name, files, last];
}
