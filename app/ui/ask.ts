/** Sends queries from the browser to the server. Never rejects: errors are in the outcome. */
import type { QueryFailure, QueryOutcome, SqlOutcome } from "../../lib/model/outcome.ts";
import type { Progress } from "../../lib/model/progress.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../lib/queries/registry.ts";

export const NO_ANSWER: QueryFailure = {
  code: "DATABASE",
  message: "No answer from the dashboard. Is it still running?",
};
const STOPPED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** A name under which `/api/running` reports the query's progress and can stop it. */
  readonly id?: string | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** Runs one of the queries in `lib/queries/registry.ts`. */
export function askQuery<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
  { signal, id, onProgress }: AskOptions = {},
): Promise<QueryOutcome<QueryAnswer<Name>>> {
  const path = id === undefined ? `api/q/${name}` : `api/q/${name}?id=${encodeURIComponent(id)}`;
  return post(path, params, signal, async (response) => {
    for await (const line of readLines<QueryOutcome<QueryAnswer<Name>>>(response)) {
      if ("outcome" in line) return line.outcome;
      onProgress?.(line.progress);
    }
    return undefined;
  });
}

/** Runs one read-only statement in the reader's process. */
export function askSql(sql: string, signal?: AbortSignal): Promise<SqlOutcome> {
  return post("api/query", { sql }, signal, (response) => response.json() as Promise<SqlOutcome>);
}

type Refused = { readonly ok: false } & QueryFailure;

async function post<Outcome>(
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
  read: (response: Response) => Promise<Outcome | undefined>,
): Promise<Outcome | Refused> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      ...(signal && { signal }),
    });
    // Anything else comes from a proxy, or from another server that took over the port.
    const isOurs = /^application\/(?:x-nd)?json/.test(response.headers.get("content-type") ?? "");
    return (isOurs ? await read(response) : undefined) ?? { ok: false, ...NO_ANSWER };
  } catch {
    return { ok: false, ...(signal?.aborted ? STOPPED : NO_ANSWER) };
  }
}

type Line<Outcome> = { readonly progress: Progress } | { readonly outcome: Outcome };

async function* readLines<Outcome>({ body }: Response): AsyncGenerator<Line<Outcome>> {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  // Joined once per line, as an answer may arrive in thousands of chunks.
  let pieces: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    const lines = decoder.decode(value, { stream: !done }).split("\n");
    for (const [i, piece] of lines.entries()) {
      if (i > 0) {
        const line = pieces.join("");
        pieces = [];
        if (line !== "") yield JSON.parse(line) as Line<Outcome>;
      }
      if (piece !== "") pieces.push(piece);
    }
    if (done) return;
  }
}

/** Any name unique among tabs will do; `randomUUID` is unavailable over plain HTTP from other machines. */
export function makeName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
