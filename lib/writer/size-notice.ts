/** Reports once that a file has become large, because nobody watches the size of a file in /tmp. */

import { formatBytes } from "../model/format.ts";
import { LARGE_FILE } from "../model/large-file.ts";
import { warnOnce as warnOnStderr } from "../runtime/notice.ts";
import { fileSize } from "../store/file-check.ts";

/** A check costs 10 µs, or 0.2 µs per commit; 64 full transactions are 40 MB of typical spans. */
const COMMITS_PER_CHECK = 64;

/** Commits until the next check, by path. */
const waits = new Map<string, number>();

/**
 * Call after each commit. Checks at the first and then at every 64th; reports when the file has passed 1 GB, and then
 * stops checking. Never throws.
 * @param warnOnce Reports a line once per subject: the writing thread has no stderr of its own.
 */
export function noticeSize(path: string, warnOnce: (subject: string, line: string) => void = warnOnStderr): void {
  const wait = waits.get(path) ?? 0;
  waits.set(path, wait > 0 ? wait - 1 : COMMITS_PER_CHECK - 1);
  if (wait > 0) return;
  try {
    const size = fileSize(path);
    if (size === undefined || size < LARGE_FILE) return;
    waits.set(path, Number.POSITIVE_INFINITY);
    const named = /^[\w./\\:~@%+=-]+$/.test(path) ? path : `"${path}"`;
    warnOnce(
      `size ${path}`,
      `${path} has grown to ${formatBytes(size)}; to keep the last week: npx spantom prune --keep 7d --db-path ${named}`,
    );
  } catch {
    // If the file cannot be inspected, the writer reports that.
  }
}
