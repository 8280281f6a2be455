/**
 * What the serving process provides to the pages; the CLI sets it before loading them. It lives on `globalThis` because
 * the compiled pages carry their own copies of our modules.
 */
import type { Reader } from "./reader.ts";
import type { Sources } from "./sources.ts";

export interface Host {
  readonly reader: Reader;
  readonly sources: Sources;
  /** The built `lib/export/child.ts`. */
  readonly exportChild: string;
  /** Aborts when the client of the current request disconnects; undefined outside a request. */
  signal(): AbortSignal | undefined;
  /** Sets the status of the current request's response: Next's pages cannot. */
  setStatus(status: number): void;
}

const KEY = Symbol.for("spantom.host");
type Global = typeof globalThis & { [KEY]?: Host };

export function setHost(host: Host): void {
  (globalThis as Global)[KEY] = host;
}

/** @throws Error if the pages are served by anything but the CLI or `npm run dev` */
export function getHost(): Host {
  const host = (globalThis as Global)[KEY];
  if (!host) throw new Error("the pages have no host; start them with npm run dev");
  return host;
}
