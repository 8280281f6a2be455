/** What a database takes on the disk. */
import { statSync } from "node:fs";

/**
 * Bytes of the file and of the log beside it, which holds what was written last; undefined without a file. Neither is
 * opened: that would drop the locks that SQLite holds in this process.
 */
export function fileSize(path: string): number | undefined {
  const size = sizeOf(path);
  return size === undefined ? undefined : size + (sizeOf(`${path}-wal`) ?? 0);
}

function sizeOf(file: string): number | undefined {
  try {
    return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.size;
  } catch {
    // A link to itself, a folder that may not be entered.
    return undefined;
  }
}
