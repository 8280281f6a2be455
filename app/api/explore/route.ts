import { type NextRequest, NextResponse } from "next/server";
import type { QueryFailure } from "../../../lib/reader/query.ts";
import { answerExplore } from "../../_data/explore.ts";
import { parseExploreAsk } from "../../explore/explore-asks.ts";

/** More than the longest list of selected spans. */
const MOST_BYTES = 1024 * 1024;

/**
 * `POST /api/explore` with an `ExploreAsk`: what a plot is drawn from, or a page of rows. Answers 200 with the outcome, also
 * when there is none. A client that goes away ends its question.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse(415, "Send JSON, with the content type application/json.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return refuse(413, "Too long.");
  const asked = parseExploreAsk(await request.json().catch(() => undefined));
  if (!asked || asked.part === "why") return refuse(400, 'Send {"part": "plot"} or {"part": "rows"}.');
  return answer(await answerExplore(asked, request.signal), 200);
}

function refuse(status: number, message: string): NextResponse {
  return answer({ ok: false, code: "SQL_EMPTY", message } satisfies { ok: false } & QueryFailure, status);
}

function answer(outcome: unknown, status: number): NextResponse {
  return NextResponse.json(outcome, { status, headers: { "cache-control": "no-store" } });
}
