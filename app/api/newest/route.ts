import { type NextRequest, NextResponse } from "next/server";
import { readWatch } from "../../shell/live/data.ts";

/** `GET /api/newest?after=ID`: whether the file can be read, its newest id, and how many spans came after `ID`. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const after = Number(request.nextUrl.searchParams.get("after") ?? 0);
  const answer = await readWatch(Number.isSafeInteger(after) ? after : 0);
  return NextResponse.json(answer, { headers: { "cache-control": "no-store" } });
}
