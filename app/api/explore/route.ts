import { type NextRequest, NextResponse } from "next/server";
import type { QueryFailure } from "../../../lib/model/outcome.ts";
import { answerExplore } from "../../explore/data.ts";
import { parseExploreAsk } from "../../explore/requests.ts";
import { readSent } from "../../server/sent-json.ts";

/** More than the longest list of selected spans. */
const MOST_BYTES = 1024 * 1024;

/**
 * `POST /api/explore` with an `ExploreAsk`: what a plot is drawn from, or a page of rows. Answers 200 with the outcome, also
 * when there is none. A client that goes away ends its question. The parameter `id` is a name by which `/api/running`
 * tells how far a plot is, and stops it.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const sent = await readSent(request, MOST_BYTES);
  if ("refused" in sent)
    return sent.refused === 415
      ? refuse(415, "Send JSON, with the content type application/json.")
      : refuse(413, "Too long.");
  const asked = parseExploreAsk(sent.value);
  if (!asked || asked.part === "why") return refuse(400, 'Send {"part": "plot"} or {"part": "rows"}.');
  const name = request.nextUrl.searchParams.get("id") ?? undefined;
  return answer(await answerExplore(asked, name, request.signal), 200);
}

function refuse(status: number, message: string): NextResponse {
  return answer({ ok: false, code: "SQL_EMPTY", message } satisfies { ok: false } & QueryFailure, status);
}

function answer(outcome: unknown, status: number): NextResponse {
  return NextResponse.json(outcome, { status, headers: { "cache-control": "no-store" } });
}
