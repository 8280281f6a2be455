import { type NextRequest, NextResponse } from "next/server";
import type { QueryOutcome } from "../../../lib/reader/query.ts";
import { runSql } from "../../_data/ask-reader.ts";

/** More than the longest SQL that the reader takes, and little enough to hold in memory many times over. */
const MOST_BYTES = 128 * 1024;

/**
 * `POST /api/query` with `{"sql": "…"}`: runs one reading statement. Answers 200 with a `QueryOutcome`, also when the SQL
 * is wrong. A client that goes away ends its query.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse(415, "Send the SQL as JSON, with the content type application/json.");
  const body = await readBody(request);
  if (body === undefined) return refuse(413, `The SQL is too long: at most ${MOST_BYTES / 1024} kB are taken.`);
  const sql = readSql(body);
  if (sql === undefined) return refuse(400, 'Send {"sql": "SELECT …"}.');
  return answer(await runSql(sql, request.signal), 200);
}

/** The body as text, or undefined when it is too long; no more than the limit is ever read. */
async function readBody(request: NextRequest): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readSql(body: string): string | undefined {
  try {
    const { sql } = JSON.parse(body) as { sql?: unknown };
    return typeof sql === "string" ? sql : undefined;
  } catch {
    return undefined;
  }
}

function refuse(status: number, message: string): NextResponse {
  return answer({ ok: false, code: status === 413 ? "SQL_TOO_LONG" : "SQL_EMPTY", message }, status);
}

function answer(outcome: QueryOutcome, status: number): NextResponse {
  return NextResponse.json(outcome, { status, headers: { "cache-control": "no-store" } });
}
