/** Runs one reading statement in the reader's process, from the browser. Never rejects. */
import type { QueryFailure, QueryOutcome } from "../../../lib/reader/query.ts";

const NO_ANSWER: QueryFailure = { code: "DATABASE", message: "No answer from the dashboard. Is it still running?" };
const STOPPED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

export async function askSql(sql: string, signal: AbortSignal): Promise<QueryOutcome> {
  try {
    const response = await fetch("/api/query", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sql }),
      cache: "no-store",
      signal,
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) return { ok: false, ...NO_ANSWER };
    return (await response.json()) as QueryOutcome;
  } catch {
    return { ok: false, ...(signal.aborted ? STOPPED : NO_ANSWER) };
  }
}
