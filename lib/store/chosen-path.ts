/**
 * The database path that the environment selects. A relative `SPANTOM_DB` is resolved against the working directory at
 * load time, because the program may have changed it by its first span. The absolute path is also written back to the
 * environment, for the program's threads and child processes. So loading this module has a side effect, and only the
 * tracer loads it.
 */
import { isAbsolute } from "node:path";
import { absolutePath, DEFAULT_DB, isOfHome, MEMORY, workingFolder } from "./file-path.ts";

const folder = workingFolder();
/** The path as given, by absolute path. */
const given = new Map<string, string>();

export function chosenPath(): { readonly given: string; readonly file: string } {
  pin();
  const path = process.env.SPANTOM_DB || DEFAULT_DB;
  return { given: given.get(path) ?? path, file: path === MEMORY ? path : absolutePath(path) };
}

function pin(): void {
  const { SPANTOM_DB: path } = process.env;
  if (!path || path === MEMORY || isAbsolute(path) || isOfHome(path) || path.includes("://")) return;
  const file = absolutePath(path, folder);
  given.set(file, path);
  process.env.SPANTOM_DB = file;
}

pin();
