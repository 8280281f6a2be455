/** Values that change when a file does: cache keys for what was computed from it. */
import { statSync } from "node:fs";
import type { Connection } from "./driver.ts";

/** Changes with every span and tag written, and with the file itself. Undefined for an in-memory database. */
export function fileState(db: Connection): unknown[] | undefined {
  if (!db.name || db.memory) return undefined;
  // Before the rows are read: what is written in between is then cached under a state that never recurs.
  const main = statSync(/* turbopackIgnore: true */ db.name, { throwIfNoEntry: false });
  const log = statSync(/* turbopackIgnore: true */ `${db.name}-wal`, { throwIfNoEntry: false });
  const files = [
    main && [main.ino, main.mtimeMs, main.ctimeMs, main.size],
    // Without ctime: for root, SQLite sets the owner of this file each time it opens it.
    log && [log.ino, log.mtimeMs, log.size],
  ];
  const last = db
    .prepare<[], unknown[]>(
      "SELECT (SELECT min(id) FROM spans), (SELECT max(id) FROM spans), (SELECT max(id) FROM span_tags)",
    )
    .raw()
    .get();
  return [db.name, files, last];
}

/** The same for spans up to that one: later writes do not change it. */
export function fileStateUpTo(db: Connection, maxSpanId: number): unknown[] | undefined {
  if (!db.name || db.memory) return undefined;
  const file = statSync(/* turbopackIgnore: true */ db.name, { throwIfNoEntry: false })?.ino;
  const ids = db
    .prepare<[number], unknown[]>("SELECT (SELECT min(id) FROM spans), (SELECT id FROM spans WHERE id = ?)")
    .raw()
    .get(maxSpanId);
  return [db.name, file, ids];
}
