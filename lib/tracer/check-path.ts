/** The one thing that `SP.init` throws for. */

/** @throws TypeError */
export function checkPath(path: unknown): asserts path is string {
  const usage = 'SP.init(path): path must be a file name such as "/tmp/my_spans.db"';
  if (typeof path !== "string" || path === "")
    throw new TypeError(`${usage}, not ${path === "" ? "an empty text" : typeof path}`);
  if (path.includes("\0")) throw new TypeError(`${usage}, without a NUL character`);
  if (path.startsWith("file:")) throw new TypeError(`${usage}, not a URI`);
}

/** @throws TypeError */
export function checkOptions(options: unknown): asserts options is object {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`SP.init(path, options): options must be an object, not ${options}`);
}
