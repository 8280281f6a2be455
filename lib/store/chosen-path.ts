/**
 * The file that the environment chooses. A relative `SPANTOM_DB` starts from the folder that the program was in when it
 * loaded this, for it may be in another one by its first span. It is made absolute in the environment too, for the
 * program's threads and child processes. So loading this file has an effect, and only the tracer does.
 */
import { isAbsolute } from "node:path";
import { absolutePath, DEFAULT_DB, isOfHome, MEMORY, workingFolder } from "./file-path.ts";

const folder = workingFolder();
/** The path as it was given, by the absolute one. */
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
