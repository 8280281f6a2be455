/**
 * Where a database is: the default path, and what a typed path means. Never throws: a user may have no home, and a
 * folder may be gone.
 */
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * Where spans go, and are looked for, when nothing else is said: the Python package's default too. Windows has no /tmp.
 */
export const DEFAULT_DB: string = process.platform === "win32" ? join(tmpdir(), "spantom.db") : "/tmp/spantom.db";

/** What SQLite takes for a database without a file. */
export const MEMORY = ":memory:";

/** Undefined for a user without one, such as a container's user who is not in its list of users. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** Empty when it has been deleted. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "";
  }
}

/** The absolute path; the given one where there is no folder to start from. */
export function absolutePath(path: string, folder: string = workingFolder()): string {
  if (isOfHome(path)) return join(/* turbopackIgnore: true */ homeFolder() ?? "~", path.slice(2));
  return folder === "" && !isAbsolute(path) ? path : resolve(/* turbopackIgnore: true */ folder, path);
}

export function isOfHome(path: string): boolean {
  return path.startsWith("~/");
}
