/** What the server offers to the pages: the processes that read, and what they read in place of a path. */
import "server-only";
import { getHost } from "../../lib/reader/host.ts";
import type { Reader } from "../../lib/reader/query.ts";
import type { SourceOutcome, Sources } from "../../lib/reader/sources.ts";

export function getReader(): Reader {
  return getHost().reader;
}

export function getSources(): Sources {
  return getHost().sources;
}

/** What is opened in place of a path. */
export function findSource(path: string): Promise<SourceOutcome> {
  return getSources().find(path);
}
