/**
 * What the process that serves the dashboard offers to the pages: the CLI puts it in place before it loads them.
 * On `globalThis`, because the compiled pages carry their own copies of our modules.
 */
import type { Reader } from "./query.ts";
import type { Sources } from "./sources.ts";

export interface Host {
  readonly reader: Reader;
  readonly sources: Sources;
  /** The built `lib/export/child.ts`. */
  readonly exportChild: string;
  /** Aborts when the client of the request being served goes away; undefined outside of a request. */
  signal(): AbortSignal | undefined;
}

const KEY = Symbol.for("spantom.host");
type Global = typeof globalThis & { [KEY]?: Host | undefined };

export function setHost(host: Host | undefined): void {
  (globalThis as Global)[KEY] = host;
}

export function getHost(): Host | undefined {
  return (globalThis as Global)[KEY];
}
