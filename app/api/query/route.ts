import { type NextRequest, NextResponse } from "next/server";
import type { SqlOutcome } from "../../../lib/model/outcome.ts";
import { runSql } from "../../server/ask.ts";
import { readSent } from "../../server/sent-json.ts";

/** Larger than the longest SQL the reader accepts, yet small enough to hold many times over in memory. */
const MAX_BYTES = 128 * 1024;

/**
 * `POST /api/query` with `{"sql": "…"}`: runs one read-only statement. Responds with 200 and a `SqlOutcome` even if the
 * SQL is wrong. Disconnecting ends the query.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const sent = await readSent(request, MAX_BYTES);
  if ("refused" in sent)
    return sent.refused === 415
      ? refuse(415, "Send the SQL as JSON, with the content type application/json.")
      : refuse(413, `The SQL is too long: at most ${MAX_BYTES / 1024} kB are allowed.`);
  const { sql } = (sent.value ?? {}) as { sql?: unknown };
  if (typeof sql !== "string") return refuse(400, 'Send {"sql": "SELECT …"}.');
  return answer(await runSql(sql, request.signal), 200);
}

function refuse(status: number, message: string): NextResponse {
  return answer({ ok: false, code: status === 413 ? "SQL_TOO_LONG" : "SQL_EMPTY", message }, status);
}

function answer(outcome: SqlOutcome, status: number): NextResponse {
  return NextResponse.json(outcome, { status, headers: { "cache-control": "no-store" } });
}
