/**
 * Resolves database paths: the default one, and those that users type. Never throws, although a user may have no home
 * and the working directory may be gone.
 */
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** Where spans are written and read by default, in the Python package too. Windows has no /tmp. */
export const DEFAULT_DB: string = process.platform === "win32" ? join(tmpdir(), "spantom.db") : "/tmp/spantom.db";

/** SQLite's name for a database without a file. */
export const MEMORY = ":memory:";

/** Undefined for a user without one, such as a container's uid that is missing from /etc/passwd. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** Empty if it has been deleted. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "";
  }
}

/** The absolute path, or the given one if there is no folder to resolve it against. */
export function absolutePath(path: string, folder: string = workingFolder()): string {
  if (isOfHome(path)) return join(/* turbopackIgnore: true */ homeFolder() ?? "~", path.slice(2));
  return folder === "" && !isAbsolute(path) ? path : resolve(/* turbopackIgnore: true */ folder, path);
}

export function isOfHome(path: string): boolean {
  return path.startsWith("~/");
}
