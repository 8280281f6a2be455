/** What a database takes on the disk. */
import { statSync } from "node:fs";

/**
 * Bytes of the file and of the log beside it, which holds what was written last; undefined without a file. Neither is
 * opened: that would drop the locks that SQLite holds in this process.
 */
export function fileSize(path: string): number | undefined {
  const size = statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  return size + (statSync(/* turbopackIgnore: true */ `${path}-wal`, { throwIfNoEntry: false })?.size ?? 0);
}
