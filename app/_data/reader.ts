/** The process that runs typed SQL: the server's own, or one for `next dev`. */
import "server-only";
import { join } from "node:path";
import { getHost } from "../../lib/reader/host.ts";
import type { Reader } from "../../lib/reader/query.ts";
import { createReader } from "../../lib/reader/reader.ts";
import type { SourceOutcome, Sources } from "../../lib/reader/sources.ts";

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

/** For `next dev`, where the file is one's own: it is opened as it is. */
const AS_IT_IS: Sources = {
  find: (path) => Promise.resolve({ ok: true, path, copied: null }),
  copied: () => null,
  forget: () => undefined,
  close: () => undefined,
};

export function getSources(): Sources {
  return getHost()?.sources ?? AS_IT_IS;
}

/** What is opened in place of a path. */
export function findSource(path: string): Promise<SourceOutcome> {
  return getSources().find(path);
}
