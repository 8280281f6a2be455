import { type NextRequest, NextResponse } from "next/server";
import { readProgress, stopNamed } from "../../server/running.ts";

function answer(name: string): NextResponse {
  return NextResponse.json({ progress: readProgress(name) }, { headers: { "cache-control": "no-store" } });
}

/** `GET /api/running?id=…`: progress of the query of that name. */
export function GET(request: NextRequest): NextResponse {
  return answer(request.nextUrl.searchParams.get("id") ?? "");
}

/** `POST /api/running?id=…` stops it; the query's own request reports that. */
export function POST(request: NextRequest): NextResponse {
  const id = request.nextUrl.searchParams.get("id") ?? "";
  stopNamed(id);
  return answer(id);
}
