/** The arguments of `SP.init`, told apart and checked: for the tracer, and for its stand-in without Node. */
import type { InitOptions } from "../api.ts";

/** @throws TypeError */
export function readInitArguments(
  pathOrOptions: unknown,
  maybeOptions: unknown,
): { readonly path: string | undefined; readonly options: unknown } {
  const onlyOptions = typeof pathOrOptions === "object" && pathOrOptions !== null && maybeOptions === undefined;
  const path = onlyOptions ? undefined : pathOrOptions;
  const options = onlyOptions ? pathOrOptions : maybeOptions;
  if (path !== undefined) checkPath(path);
  return { path, options };
}

function checkPath(path: unknown): asserts path is string {
  const usage = 'SP.init(path): path must be a file name such as "/tmp/my_spans.db"';
  if (typeof path !== "string" || path === "")
    throw new TypeError(`${usage}, not ${path === "" ? "an empty text" : typeof path}`);
  if (path.includes("\0")) throw new TypeError(`${usage}, without a NUL character`);
  if (path.startsWith("file:")) throw new TypeError(`${usage}, not a URI`);
}

/** Apart from the path, which is in use by then. @throws TypeError */
export function checkOptions(options: unknown): asserts options is InitOptions {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`SP.init(path, options): options must be an object, not ${options}`);
}
