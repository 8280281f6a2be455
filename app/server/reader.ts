/** What the server offers to the pages: the processes that read, and what they read in place of a path. */
import "server-only";
import { getHost } from "../../lib/reader/host.ts";
import type { Reader } from "../../lib/reader/reader.ts";
import type { Refusal, SourceOutcome, Sources } from "../../lib/reader/sources.ts";

export function getReader(): Reader {
  return getHost().reader;
}

export function getSources(): Sources {
  return getHost().sources;
}

/** What is opened in place of a path; a copy, where that was refused. */
export function findSource(path: string, refused?: Refusal): Promise<SourceOutcome> {
  return getSources().find(path, refused);
}
