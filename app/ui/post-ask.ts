/** Sends the server a question as JSON. Never rejects: what goes wrong is in the outcome. */
import type { QueryFailure } from "../../lib/model/outcome.ts";

export const NO_ANSWER: QueryFailure = {
  code: "DATABASE",
  message: "No answer from the dashboard. Is it still running?",
};
const STOPPED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

type Refused = { readonly ok: false } & QueryFailure;

export async function postAsk<Outcome>(path: string, ask: unknown, signal?: AbortSignal): Promise<Outcome | Refused> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ask),
      cache: "no-store",
      ...(signal && { signal }),
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) return { ok: false, ...NO_ANSWER };
    return (await response.json()) as Outcome;
  } catch {
    return { ok: false, ...(signal?.aborted ? STOPPED : NO_ANSWER) };
  }
}
