import { type NextRequest, NextResponse } from "next/server";
import { parseScope } from "../../../lib/model/scope.ts";
import { readNewestSpans } from "../../(overview)/newest-spans.ts";

/** `GET /api/newest-spans?after=ID`, with the parameters of a scope: its newest spans with a higher id, at most a page of them. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const params = request.nextUrl.searchParams;
  const after = Number(params.get("after") ?? 0);
  const answer = await readNewestSpans(parseScope(params), Number.isSafeInteger(after) ? after : 0);
  const headers = { "cache-control": "no-store" };
  if (!answer.ok) return NextResponse.json({ message: answer.message }, { status: 503, headers });
  return NextResponse.json(answer.value, { headers });
}
