/** Says once that a file has become large, for nobody looks at the size of a file in /tmp. */

import { formatBytes } from "../model/format.ts";
import { LARGE_FILE } from "../model/large-file.ts";
import { say as describeOnce } from "../runtime/notice.ts";
import { fileSize } from "../store/file-check.ts";

/** A look costs 10 µs, so a commit 0.2 µs; 64 full transactions are 40 MB of usual spans. */
const COMMITS_PER_LOOK = 64;

/** Commits until the next look, by path. */
const waits = new Map<string, number>();

/**
 * To be called after each commit. Looks at the first and then at every 64th; says one line when the file has passed
 * 1 GB, and looks no more. Never throws.
 * @param say Says a line once per subject: the writing thread has no stderr of its own.
 */
export function noticeSize(path: string, say: (subject: string, line: string) => void = describeOnce): void {
  const wait = waits.get(path) ?? 0;
  waits.set(path, wait > 0 ? wait - 1 : COMMITS_PER_LOOK - 1);
  if (wait > 0) return;
  try {
    const size = fileSize(path);
    if (size === undefined || size < LARGE_FILE) return;
    waits.set(path, Number.POSITIVE_INFINITY);
    const named = /^[\w./\\:~@%+=-]+$/.test(path) ? path : `"${path}"`;
    say(
      `size ${path}`,
      `${path} has grown to ${formatBytes(size)}; to keep the last week: npx spantom prune --keep 7d --db-path ${named}`,
    );
  } catch {
    // A file that cannot be looked at is the writer's to speak of.
  }
}
