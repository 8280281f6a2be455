/** The process that runs typed SQL: the server's own, or one for `next dev`. */
import "server-only";
import { join } from "node:path";
import { getHost } from "../../lib/reader/host.ts";
import type { Reader } from "../../lib/reader/query.ts";
import { createReader } from "../../lib/reader/reader.ts";

const KEY = Symbol.for("spantom.dev-reader");
type Global = typeof globalThis & { [KEY]?: Reader };

export function getReader(): Reader {
  const hosted = getHost()?.reader;
  if (hosted) return hosted;
  // On globalThis: a reload of the sources must not leave a process behind.
  const store = globalThis as Global;
  store[KEY] ??= createReader(join(/* turbopackIgnore: true */ process.cwd(), "dist/lib/reader-child.js"));
  return store[KEY];
}
